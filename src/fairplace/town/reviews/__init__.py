"""The annual review: what the town says of its measures each year, signed, frozen, published, answered."""
