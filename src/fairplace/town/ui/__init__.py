"""How things look: base template, components, charts, the gallery."""
