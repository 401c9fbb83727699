"""The commands: one file each, with SUMMARY, EXAMPLES, add_arguments and run."""
