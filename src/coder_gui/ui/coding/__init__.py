"""The Code place: transcripts, codes, the reader and the inspector."""
