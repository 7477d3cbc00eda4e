"""The page that stands in the window until a project is open."""
