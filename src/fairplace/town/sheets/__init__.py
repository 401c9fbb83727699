"""Spreadsheets in and out: a preview with faults to mend, then all or nothing, and one step back."""
