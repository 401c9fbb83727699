"""The line through the subgroups, and how far chance may carry its two ends: the slope and relative index."""
