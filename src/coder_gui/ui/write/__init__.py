"""The Write place: what goes into the paper."""
