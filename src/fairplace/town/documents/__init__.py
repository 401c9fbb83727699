"""One document as plain values, written as a tagged PDF, as Word and as a page."""
