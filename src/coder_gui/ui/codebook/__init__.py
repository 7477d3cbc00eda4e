"""The tree of themes and codes, and the palette that picks one."""
