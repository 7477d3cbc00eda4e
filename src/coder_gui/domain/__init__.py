"""What the study is made of, in plain Python: no files, no SQL, no Qt."""
