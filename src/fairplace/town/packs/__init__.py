"""Reads a place's pack, checks it, and loads it."""
