"""Pages that compose the other apps; owns no table."""
