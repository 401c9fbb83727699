"""The impact measures a town has promised to watch."""
