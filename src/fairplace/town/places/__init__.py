"""The town, its neighbourhoods and comparators, and how deprived they are."""
