"""Importing: files are read, looked at and corrected as a batch, and stored in one step."""
