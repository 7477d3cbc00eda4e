"""Measures the start of the program, from the command to its first paint, beside a bare window.

Run: python tests/benchmarks/bench_start.py [--json FILE]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import table

ROUNDS = 15
RATIO = 1.6
MEGABYTES = 120


def bench(rounds: int = ROUNDS) -> list[table.Figure]:
    """Start both in turns, so that what else the machine does falls on both alike."""
    starts = {"bare window": ("-m", "bare_window"), "coder-gui": ("-m", "coder_gui")}
    times: dict[str, list[float]] = {name: [] for name in starts}
    peaks: dict[str, list[float]] = {name: [] for name in starts}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, words in starts.items():
                milliseconds, megabytes = _start(words, Path(home))
                if number:  # the first one fills caches and writes bytecode
                    times[name].append(milliseconds)
                    peaks[name].append(megabytes)
    # Each start against the bare one just before it: what slows the machine slows both.
    pairs = zip(times["coder-gui"], times["bare window"], strict=True)
    ratios = [ours / bare for ours, bare in pairs]
    return [
        table.Figure("start: bare window", times["bare window"]),
        table.Figure("start: coder-gui", times["coder-gui"]),
        table.Figure("start: coder-gui / bare window", ratios, RATIO, "×", by_median=True),
        table.Figure("start: bare window, peak memory", peaks["bare window"], None, "MB"),
        table.Figure("start: coder-gui, peak memory", peaks["coder-gui"], MEGABYTES, "MB"),
    ]


def _start(words: tuple[str, ...], home: Path) -> tuple[float, float]:
    """Milliseconds to the first paint, and peak memory in MB, of one start on an empty home.

    A process's peak includes what its parent held when it was made: call this from a small one.
    """
    homes = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CONFIG_HOME"), str(home))
    environment = os.environ | homes | {"CODER_GUI_QUIT_AFTER_PAINT": "1"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    command = [sys.executable, *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parent
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        milliseconds = (time.perf_counter() - begun) * 1000
        assert said.strip() == b"painted", said
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return milliseconds, table.megabytes(used.ru_maxrss)


if __name__ == "__main__":
    table.main(__doc__ or "", bench)
