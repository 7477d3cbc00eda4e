"""The project file and the only SQL."""
