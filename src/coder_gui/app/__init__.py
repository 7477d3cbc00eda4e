"""What a person can do, free of Qt."""
