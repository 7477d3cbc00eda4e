"""The codebook as a document or table."""
