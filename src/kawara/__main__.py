"""`python -m kawara`."""

from kawara.cli import main

raise SystemExit(main())
