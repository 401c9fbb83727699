"""Vision, pillars, policy objectives, recommendations."""
