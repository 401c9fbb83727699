"""Numbers in, numbers out: no files, no network, no clock."""
