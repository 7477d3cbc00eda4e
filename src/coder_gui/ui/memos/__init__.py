"""Memos: written, read, marked beside what they are on, and listed."""
