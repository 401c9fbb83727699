"""Indicators, dimensions of inequality, subgroups, observations."""
