"""How figures come in: what publishers are asked, what they answered, and what partners send in."""
