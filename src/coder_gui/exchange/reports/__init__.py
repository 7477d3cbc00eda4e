"""Reports on the study, as documents and tables."""
