"""Brings figures in: asks a publisher, keeps the answer as a snapshot, reads it as one tidy table."""
