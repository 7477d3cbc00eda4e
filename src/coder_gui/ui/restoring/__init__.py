"""Going back: restore points, and the page for a damaged project."""
