"""What is true of any workstream, whoever asks."""

# Pages of the list itself: /workstreams/add/ cannot be a workstream.
RESERVED = frozenset({"add", "scale"})
