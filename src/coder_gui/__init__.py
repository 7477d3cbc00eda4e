"""Interview Coder: reading, coding and comparing interviews, offline, in one project file."""

__version__ = "0.1.0"
