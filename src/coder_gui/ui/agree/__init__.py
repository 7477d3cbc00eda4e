"""The Agree place: two coders side by side."""
