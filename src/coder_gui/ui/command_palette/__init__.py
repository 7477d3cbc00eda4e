"""The command palette: every command, transcript and code by part of its name."""
