"""What is dragged between the codebook and the reader: codes one way, a passage the other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

CODE = "application/x-coder-gui-code"
"""Ids of codes, as digits with blanks between."""

PASSAGE = "application/x-coder-gui-passage"
"""Start and end of the selected passage in code points, as digits with a blank between."""


def codes_in(data: QMimeData) -> list[int]:
    """Ids of the dragged codes; empty when something else is dragged."""
    return _numbers(data, CODE)


def passage_in(data: QMimeData) -> tuple[int, int] | None:
    """The dragged passage, or None."""
    numbers = _numbers(data, PASSAGE)
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def with_codes(ids: Iterable[int]) -> QMimeData:
    return _with(CODE, ids)


def with_passage(start: int, end: int, words: str) -> QMimeData:
    """A passage for the codebook, which is plain text for every other program."""
    data = _with(PASSAGE, (start, end))
    data.setText(words)
    return data


def _with(kind: str, numbers: Iterable[int]) -> QMimeData:
    data = QMimeData()
    data.setData(kind, " ".join(map(str, numbers)).encode())
    return data


def _numbers(data: QMimeData, kind: str) -> list[int]:
    if not data.hasFormat(kind):
        return []
    # Another program may offer anything under this name.
    parts = bytes(data.data(kind).data()).decode("ascii", "replace").split()
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []
