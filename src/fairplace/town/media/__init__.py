"""Images and documents, with alt text, consent and licence."""
