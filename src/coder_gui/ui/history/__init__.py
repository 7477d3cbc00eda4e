"""The history panel: all steps of the project, to go back to any of them."""
