"""The statistics that can be asked of a table, one file a family."""
