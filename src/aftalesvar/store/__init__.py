"""What is kept: one SQLite database (the truth) and a FAISS file derived from it. Knows only records."""
