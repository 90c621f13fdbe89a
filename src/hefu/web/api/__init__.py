"""The API /api/v1: what the pages show, for programs. Every number is a text in its printed precision."""
