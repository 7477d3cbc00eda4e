"""Start the frozen app as a user would, on an empty home and without a screen, and measure it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UNWANTED = (
    "Qt6Pdf",
    "QuickControls",
    "QtQuick.",
    "QtQml.",
    "VirtualKeyboard",
    "WebEngine",
    "_ssl.",
)
WANTED = ("ffmpegmediaplugin", "QtMultimedia.", "avcodec", "avformat")
STARTS = 3


def main(folder: Path) -> int:
    program = folder / ("coder-gui.exe" if os.name == "nt" else "coder-gui")
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    stowaways = [path.name for path in files if any(word in path.name for word in UNWANTED)]
    if stowaways:
        print("These do not belong into the app: " + ", ".join(stowaways), file=sys.stderr)
        return 1
    absent = [word for word in WANTED if not any(word in path.name for path in files)]
    if absent:
        print("Recordings could not be played without: " + ", ".join(absent), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home:
        copy = Path(home) / "Sample study.coding"
        run(program, home, "sample", copy)
        if not copy.stat().st_size:
            print("The sample study came out empty.", file=sys.stderr)
            return 1
        # What the libraries look for in their own folders is easily left out.
        for suffix in (".docx", ".xlsx", ".csv"):
            run(program, home, "export", copy, "--what", "codebook", copy.with_suffix(suffix))
        seconds = min(timed(program, home, copy) for _ in range(STARTS))
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"The packaged app works: {size:.0f} MB, {seconds:.1f} s to first paint and out again.")
    return 0


def timed(program: Path, home: str, copy: Path) -> float:
    """Seconds until the sample study is painted and the app has ended."""
    begun = time.perf_counter()
    said = run(program, home, copy)
    seconds = time.perf_counter() - begun
    if said.strip() != b"painted":
        sys.exit(f"The app did not say that it has painted, but {said!r}.")
    return seconds


def run(program: Path, home: str, *words: object) -> bytes:
    """What the app prints, run with none of this machine's Python or Qt within reach."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QT_", "VIRTUAL_ENV", "LD_LIBRARY"))
    }
    environment |= {
        "HOME": home,
        "USERPROFILE": home,
        "QT_QPA_PLATFORM": "offscreen",
        "CODER_GUI_QUIT_AFTER_PAINT": "1",
    }
    command = [str(program), *map(str, words)]
    done = subprocess.run(
        command, env=environment, cwd=home, check=True, timeout=120, stdout=subprocess.PIPE
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
