"""Accounts, what a role may do, and the record of who did what."""
