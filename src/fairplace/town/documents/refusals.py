class NotReadable(ValueError):
    """A file cannot be taken; the message is a sentence for whoever brought it."""
