"""One document as plain values, written as a tagged PDF and as Word, and read from files that people bring."""
