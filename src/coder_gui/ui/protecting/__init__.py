"""Passphrases and the lock: asking, choosing, covering the window."""
