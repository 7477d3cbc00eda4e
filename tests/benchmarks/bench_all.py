"""Runs every benchmark, one after the other: the start, the reader alone, and the whole app.

Run: python tests/benchmarks/bench_all.py [--json FILE]
"""

from collections.abc import Iterator

import bench_app
import bench_reader
import bench_start
import table


def figures() -> Iterator[table.Figure]:
    yield from bench_start.bench()
    yield from bench_app.bench()
    yield from bench_reader.figures()


if __name__ == "__main__":
    table.main(__doc__ or "", figures)
