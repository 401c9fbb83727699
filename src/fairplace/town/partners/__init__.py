"""Organisations, and the groups of people that answer for something."""
