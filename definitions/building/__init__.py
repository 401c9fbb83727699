"""Builds the figures of a pack from publishers' files: one module a publication, one row a figure."""
