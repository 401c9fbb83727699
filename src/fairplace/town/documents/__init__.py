"""One document as plain values, written as tagged PDF and Word, and read from files that people bring."""
