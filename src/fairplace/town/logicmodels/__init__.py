"""Logic models that are alive: from inputs to impact, drawn, checked, tied to figures, never forgotten."""
