"""Runs every benchmark, one after the other: start, whole app, reader, finding, agreement.

Run: python tests/benchmarks/bench_all.py [--json FILE]
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import table

# Each in a process of its own: one that holds Qt already would lend its memory to the next.
BENCHES = (
    "bench_start.bench",
    "bench_app.bench",
    "bench_reader.figures",
    "bench_finding.bench",
    "bench_agreement.bench",
)
RUN = "import sys, {0}, table; from pathlib import Path; table.write(Path(sys.argv[1]), {0}.{1}())"


def figures() -> Iterator[table.Figure]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        for name in BENCHES:
            command = [sys.executable, "-c", RUN.format(*name.split(".")), str(out)]
            subprocess.run(command, check=True, cwd=Path(__file__).parent)
            yield from table.read(out)


if __name__ == "__main__":
    table.main(__doc__ or "", figures)
