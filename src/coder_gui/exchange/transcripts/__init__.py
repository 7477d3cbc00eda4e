"""One reader a transcript format, and the registry that picks it."""
