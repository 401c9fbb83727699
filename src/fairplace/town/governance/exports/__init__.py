"""What groups do, as files: one module a noun."""
