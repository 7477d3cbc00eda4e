"""Handing transcripts out to coders, and taking their work back."""
