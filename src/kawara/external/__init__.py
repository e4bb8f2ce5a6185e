"""Addresses elsewhere: whether they still answer, asked politely, and never of a machine within one's own walls."""
