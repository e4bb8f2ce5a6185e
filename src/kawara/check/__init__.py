"""Faults in text: one rule, one file, one row in the table."""
