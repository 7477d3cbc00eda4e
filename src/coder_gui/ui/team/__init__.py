"""The team: coders, who codes what, drawing at random, and coding the same once more."""
