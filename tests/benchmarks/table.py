"""Figures of the benchmarks: measured, printed as one table, and written as JSON."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

median = statistics.median


@dataclass(frozen=True, slots=True)
class Figure:
    """What one act took in all its rounds.

    Args:
        mark: What its 95th percentile shall not exceed (its median, where `by_median`).
    """

    name: str
    values: list[float]
    mark: float | None = None
    unit: str = "ms"
    by_median: bool = False

    @property
    def p95(self) -> float:
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]

    @property
    def is_missed(self) -> bool:
        counted = median(self.values) if self.by_median else self.p95
        return self.mark is not None and counted > self.mark


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that an act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def megabytes(max_rss: int) -> float:
    """The kernel's peak memory, which macOS counts in bytes and Linux in kilobytes."""
    return max_rss / (1e6 if sys.platform == "darwin" else 1024)


def peak_memory() -> float:
    """Peak memory of this process up to now, in MB."""
    return megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def write(path: Path, figures: Iterable[Figure]) -> None:
    """Hand figures with all their values to another process."""
    path.write_text(json.dumps([asdict(figure) for figure in figures]), encoding="utf-8")


def read(path: Path) -> list[Figure]:
    """What `write` wrote."""
    return [Figure(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def main(about: str, bench: Callable[[], Iterable[Figure]]) -> None:
    """Print each figure as it comes; with --json write them all to a file."""
    arguments = argparse.ArgumentParser(description=about)
    arguments.add_argument("--json", type=Path, help="also write the figures to this file")
    wanted = arguments.parse_args()
    rows = {}
    print(f"{'':<52}{'least':>9}{'median':>9}{'p95':>9}{'mark':>8}    n")
    for figure in bench():
        row = {
            "least": round(min(figure.values), 2),
            "median": round(median(figure.values), 2),
            "p95": round(figure.p95, 2),
        }
        rows[figure.name] = row | {
            "mark": figure.mark,
            "by_median": figure.by_median,
            "unit": figure.unit,
            "n": len(figure.values),
        }
        mark = "" if figure.mark is None else f"{figure.mark:g}{'!' if figure.is_missed else ''}"
        name = f"{figure.name}, {figure.unit}"
        numbers = f"{row['least']:>9}{row['median']:>9}{row['p95']:>9}"
        values = f"{numbers}{mark:>8}{len(figure.values):>5}"
        print(f"{name:<52}{values}", flush=True)
    if wanted.json:
        wanted.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
