"""`python -m kawara`."""

from kawara.cli import program

program()
