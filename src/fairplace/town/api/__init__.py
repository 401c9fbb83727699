"""The open-data interface: what everybody, and a person's own programs, can read without a page."""
