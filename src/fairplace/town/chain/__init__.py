"""What stands on the chain from vision to finding, and what is missing: one registry that every app joins."""
