"""Other people's formats to and from the domain; no SQL, no Qt."""
