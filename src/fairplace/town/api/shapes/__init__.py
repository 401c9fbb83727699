"""The shapes of what programs read: checked on the way out, and described from here."""
