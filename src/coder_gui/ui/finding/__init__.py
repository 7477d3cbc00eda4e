"""The page that looks through all transcripts: hits, words, questions."""
