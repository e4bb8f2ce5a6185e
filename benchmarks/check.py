"""Precision and recall of each rule of the content check over the labelled corpus of tests/check_corpus.py: `make bench-check`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from check_corpus import scores


def main() -> None:
    """Print one line for each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="name what was missed and what was wrong")
    show = parser.parse_args().show
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        told = scores(Path(folder))
        print(f"{'rule':<20} {'labelled':>8} {'precision':>9} {'recall':>7}")
        for code, score in told.items():
            labelled = len(score.right) + len(score.missed)
            print(f"{code:<20} {labelled:>8} {score.precision:>9.3f} {score.recall:>7.3f}")
            if show:
                print(*(f"    missed {place}" for place in sorted(score.missed)), sep="\n")
                print(*(f"    wrong {place}" for place in sorted(score.wrong)), sep="\n")
        print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
