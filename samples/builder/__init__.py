"""Makes the published forms of the sample documents: source → text, HTML, DOCX, PDF."""
