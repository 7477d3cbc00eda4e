"""Lets a real disk run full, or take nothing any more, under an open project.

By hand, as root, on a small disk in memory: python tests/trials/disk_trouble.py
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from filling import draft, dump, fill, history

NOBODY = 65534
"""The account that may write nowhere."""

Trouble = Callable[[Path], AbstractContextManager[None]]
"""Makes writing to a file fail, until it is left."""


def made(path: Path) -> Project:
    project = Project.create(path, "Study", "Mira")
    fill(project)
    project.add_memo("word " * 20_000)
    return project


def big_steps(project: Project) -> list[Callable[[], object]]:
    """Steps of several kinds, each with more to write than a full disk takes."""
    words = "Anna: It was quiet at home.\n" * 6_000
    return [
        lambda: project.import_transcripts([draft("Large", words)]),
        lambda: project.add_memo("word " * 60_000),
        lambda: project.update_memo(project.memos()[-1].id, "Title", "other " * 40_000),
        lambda: project.delete_transcripts([info.id for info in project.transcripts()]),
        project.undo,
    ]


def refused(project: Project, act: Callable[[], object]) -> str | None:
    """The sentence that a step ends in, having changed nothing; None when there was room."""
    before, log = dump(project), history(project)
    notices: list[object] = []
    project.changed = notices.append
    try:
        act()
    except ProjectFileError as error:
        assert (dump(project), history(project)) == (before, log)
        assert notices == []
        assert not project.file.db.conn.in_transaction
        return error.sentence
    assert len(notices) == 1
    project.undo()
    return None


def go_through(path: Path, trouble: Trouble, sentences: tuple[str, ...]) -> int:
    """Meet the trouble with every kind of step; returns how many it stopped."""
    project = made(path)
    stopped = 0
    for act in big_steps(project):
        with trouble(path):
            sentence = refused(project, act)
        if sentence:
            stopped += 1
            assert any(each in sentence for each in sentences), sentence
            # Mended, the same step is taken.
            assert refused(project, act) is None
    assert project.check() == []
    project.close()
    again = Project.open(path)
    assert again.check() == []
    again.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return stopped


@contextlib.contextmanager
def largest_file(path: Path) -> Iterator[None]:
    """No file may become larger than this one is."""
    import resource
    import signal

    # Python ignores the signal that would end the process; others need not.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def disk_filled(path: Path) -> Iterator[None]:
    """Another file takes all the room."""
    filler = path.parent.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    try:
        yield
    finally:
        filler.unlink()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], check=True)
        try:
            home = Path(folder) / "home"
            home.mkdir()
            number = go_through(home / "study.coding", disk_filled, ("disk is full",))
            print(f"{number} steps met a full disk, were taken back, and were taken after it.")
        finally:
            subprocess.run(["umount", folder], check=True)


@contextlib.contextmanager
def unwritable_folder(path: Path) -> Iterator[None]:
    """The folder takes no new file, as when somebody takes the right to write away."""
    is_root = os.geteuid() == 0
    path.parent.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)  # nothing is forbidden to root
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        path.parent.chmod(0o755)


TROUBLES: dict[str, tuple[Trouble, tuple[str, ...]]] = {
    "largest file": (largest_file, ("disk is full", "could not take what was to be written")),
    "unwritable folder": (unwritable_folder, ("cannot be written to",)),
}


def child(name: str) -> None:
    """Go through one trouble that lasts for a whole process, and say how many steps it stopped."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        home.mkdir()
        print(go_through(home / "study.coding", *TROUBLES[name]))


if __name__ == "__main__":
    child(sys.argv[1]) if sys.argv[1:] else main()
