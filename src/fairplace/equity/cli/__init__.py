"""The library on the command line. Every command is a file here."""
