"""The work that carries the recommendations, and which carries which."""
