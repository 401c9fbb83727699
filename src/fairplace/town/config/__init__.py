"""Settings, root addresses, and the way in for servers and commands."""
