"""Editorial pages, written in the browser."""
