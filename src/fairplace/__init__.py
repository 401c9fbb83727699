"""Fairplace: the statistics of health equity, and the town that acts on them."""

__version__ = "0.1.0"
