"""Progress: what is read, coded and finished, and the way to what is still without a code."""
