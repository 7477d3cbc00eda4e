"""De-identifying in the window: the list of names, the review of every hit, and the final step."""
