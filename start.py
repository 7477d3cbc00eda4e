#!/usr/bin/env python3
"""Set up Interview Coder in this folder, then open it, test it, check it or package it.

    python3 start.py                    open the app on a copy of the sample study
    python3 start.py test [ARGS …]      run all tests, or pytest with these arguments
    python3 start.py check              style, types and architecture
    python3 start.py package            build the stand-alone app and try it

Needs Python 3.11 or newer and nothing else. What it installs goes into .venv in this folder.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Only the version check may run on an old Python, so the file must stay readable for one:
# no match statement, no := and no parenthesised with.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Interview Coder needs Python 3.11 or newer; this is Python {}.{}. Install a newer one "
        "(python.org/downloads) and start this script with it.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed-by-start.txt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {
    "app": ROOT / "packaging" / "requirements.txt",
    "dev": ROOT / "packaging" / "requirements-dev.txt",
}
SAMPLE_COPY = Path.home() / "Interview Coder" / "Sample study.coding"

# What Qt's own libraries ask of a Linux system, with the Debian package of each; found with
# `readelf -d` in the wheels of PySide6 6.11 and 6.12.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
QT_WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What the player of recordings asks for beside them; without them everything else works.
SOUND_LIBRARIES = {
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libpulse.so.0": "libpulse0",
}


def main(words: list[str]) -> int:
    what, rest = (words[0], words[1:]) if words else ("open", [])
    if what in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    commands = {"open": open_app, "test": run_tests, "check": run_checks, "package": build_package}
    if what not in commands or (rest and what != "test"):
        print(__doc__, file=sys.stderr)
        return 2
    set_up("app" if what == "open" else "dev", needs_window=what == "open")
    return commands[what](rest)


# The commands


def open_app(_arguments: list[str]) -> int:
    if not SAMPLE_COPY.exists():
        SAMPLE_COPY.parent.mkdir(parents=True, exist_ok=True)
        code = run("-m", "coder_gui", "sample", SAMPLE_COPY)
        if code:
            return code
        print(f"The sample study is yours to try things on: {SAMPLE_COPY}")
    if sys.platform.startswith("linux") and not screen_present():
        sys.exit(
            "Everything is set up, but there is no screen here (neither DISPLAY nor "
            "WAYLAND_DISPLAY is set). Start this again from a desktop session."
        )
    return run("-m", "coder_gui", SAMPLE_COPY)


def screen_present() -> bool:
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def run_tests(arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    workers = os.cpu_count() or 1
    # Somebody who asks for certain tests may want --pdb or -s, which know no workers.
    if not arguments and workers > 1:
        arguments = ["-n", str(workers)]
    return run("-m", "pytest", *arguments)


def run_checks(_arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    checks = {
        "ruff check": ("-m", "ruff", "check", "."),
        "ruff format": ("-m", "ruff", "format", "--check", "."),
        "mypy": ("-m", "mypy"),
        "import-linter": ("-c", "from importlinter.cli import lint_imports_command as run; run()"),
        "architecture": ("-m", "pytest", "-q", "tests/test_architecture.py"),
    }
    failed = []
    for name, words in checks.items():
        print(f"— {name}", flush=True)
        if run(*words):
            failed.append(name)
    print("Failed: " + ", ".join(failed) if failed else "All checks passed.")
    return 1 if failed else 0


def build_package(_arguments: list[str]) -> int:
    spec = ROOT / "packaging" / "coder-gui.spec"
    folders = ("--distpath", ROOT / "dist", "--workpath", ROOT / "build" / "pyinstaller")
    code = run("-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *folders, spec)
    return code or run(ROOT / "packaging" / "smoke.py", ROOT / "dist" / "coder-gui")


# Setting up


def set_up(kind: str, *, needs_window: bool) -> None:
    """Bring the system libraries and the environment to what the locked set asks for."""
    if sys.platform.startswith("linux"):
        provide_system_parts(needs_window)
    installed = STAMP.read_text(encoding="utf-8") if STAMP.exists() and PYTHON.exists() else ""
    if installed in (stamp(kind), stamp("dev")):
        return
    if sys.platform.startswith("linux"):
        provide_sound()
    if not (STAMP.exists() and environment_fits()):
        make_environment()
    STAMP.write_text("", encoding="utf-8")
    size = "about 300 MB to fetch, 900 MB on the disk"
    print(f"Installing what Interview Coder needs into .venv ({size}) …", flush=True)
    quietly = ("-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
    # Wheels only: nothing is compiled here, and no set-up code of a package runs.
    locked = ("--only-binary", ":all:", "--require-hashes", "--requirement", LOCKS[kind])
    checkout = ("--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    if run(*quietly, *locked) or run(*quietly, *checkout):
        sys.exit(
            "The packages could not be installed; the reason is above. Without an internet "
            "connection the first start cannot work; later starts need none. "
            "The locked set is made for Python 3.11 to 3.14. Nothing outside .venv was changed."
        )
    STAMP.write_text(stamp(kind), encoding="utf-8")


def stamp(kind: str) -> str:
    """Changes when something has to be installed again."""
    parts = [kind, str(ROOT), sys.base_prefix, sys.version]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8"))
    for path in (LOCKS[kind], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{kind} {digest.hexdigest()}\n"


def environment_fits() -> bool:
    """Whether the environment runs, has pip, and belongs to the Python of this script."""
    ask = "import pip, sys; print(sys.base_prefix, sys.version)"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == f"{sys.base_prefix} {sys.version}"


def make_environment() -> None:
    if ENVIRONMENT.exists():
        if not STAMP.exists():
            sys.exit(
                f"{ENVIRONMENT} was not made by this script and is left as it is. "
                "Move it away and start again."
            )
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    STAMP.write_text("", encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(ENVIRONMENT)], capture_output=True, text=True
    )
    if made.returncode:
        sys.exit(f"{made.stdout}{made.stderr}\nThe environment could not be made in {ENVIRONMENT}.")


def run(*words: object) -> int:
    """Run the environment's Python on these words, in this folder; returns its exit code."""
    # Variables that would mix other installations in, or send pip's work elsewhere.
    strays = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
    environment = {name: value for name, value in os.environ.items() if name not in strays}
    command = [str(PYTHON), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


# Linux: libraries that no wheel brings


def provide_system_parts(needs_window: bool) -> None:
    """Install the missing system libraries where that is allowed, or say which they are."""
    missing = missing_parts(needs_window)
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(
            "These parts of the system are missing: " + ", ".join(missing) + ".\n"
            "Install the packages of your distribution that bring them, then start this again."
        )
    packages = sorted(set(missing.values()))
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    print("Missing on this system: " + ", ".join(missing), flush=True)
    if not may_install() or not apt_get(install) or missing_parts(needs_window):
        sys.exit(
            "Install what is missing with these commands, then start this again:\n\n"
            f"    sudo apt-get update\n    sudo {' '.join(install)}\n"
        )


def provide_sound() -> None:
    """Install what the player of recordings needs, where that is allowed, or say what it is."""
    packages = sorted({package for name, package in SOUND_LIBRARIES.items() if not loads(name)})
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not packages or (shutil.which("apt-get") and may_install() and apt_get(install)):
        return
    print(
        "Recordings cannot be played until these packages are installed; everything else works: "
        + ", ".join(packages),
        flush=True,
    )


def missing_parts(needs_window: bool) -> dict[str, str]:
    """What is missing, and the Debian package that brings it."""
    libraries = {**QT_LIBRARIES, **(QT_WINDOW_LIBRARIES if needs_window else {})}
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    importlib.invalidate_caches()
    if not importlib.util.find_spec("ensurepip"):
        missing["Python's venv"] = f"python3.{sys.version_info.minor}-venv"
    return missing


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install() -> bool:
    if os.geteuid() == 0:
        return True
    asked = ["sudo", "-n", "true"]
    return bool(shutil.which("sudo")) and subprocess.run(asked, capture_output=True).returncode == 0


def apt_get(install: list[str]) -> bool:
    """Run apt-get, refreshing its package lists first when they do not do."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    print("Installing with apt-get …", flush=True)
    for words in (install, ["apt-get", "update"], install):
        done = subprocess.run([*prefix, *words], capture_output=True, text=True)
        if words is install and done.returncode == 0:
            return True
    print(done.stderr, file=sys.stderr)
    return False


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
