from fairplace.equity.stats.errors import NotComputable


class NotLoaded(NotComputable):
    """Raised when figures could not be brought in. The message says what happened and what to do."""
