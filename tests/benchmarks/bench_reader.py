"""Measures the reader on both sizes beside a bare QTextEdit with the same text.

Run: python tests/benchmarks/bench_reader.py [--json FILE]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import generator
import table
from PySide6.QtWidgets import QApplication, QTextEdit

from coder_gui.domain.model import Transcript
from coder_gui.ui import theme
from coder_gui.ui.transcript import Mark, TranscriptView

WIDTH, HEIGHT = 860, 780
ROUNDS = {"interview": 15, "giant": 5}
STEPS = 60
WHEEL = 84
"""Pixels of one notch of the wheel."""
LIMITS = {
    ("interview", "open to first paint"): 50,
    ("giant", "open to first paint"): 500,
    ("interview", "add a mark, repaint"): 8,
    ("giant", "add a mark, repaint"): 8,
    ("interview", "remove a mark, repaint"): 8,
    ("giant", "remove a mark, repaint"): 8,
    ("interview", "scroll frame"): 11,
    ("giant", "scroll frame"): 11,
}


def painted(widget: QTextEdit, act: Callable[[], object]) -> float:
    """Milliseconds until what an act changed is painted."""

    def both() -> None:
        act()
        widget.viewport().repaint()

    taken = table.timed(both)
    QApplication.processEvents()
    return taken


def marks_of(coded: list[generator.Coded]) -> list[Mark]:
    return [
        Mark(number, c.start, c.end, generator.code_name(c.code), generator.code_colour(c.code))
        for number, c in enumerate(coded, start=1)
    ]


def bench(size: generator.Size) -> dict[str, list[float]]:
    transcript = generator.make_transcript(size)
    marks = marks_of(generator.make_coded(size, transcript))
    rounds = ROUNDS[size.name]
    found: dict[str, list[float]] = {}
    bare = _shown(QTextEdit())
    bare.setReadOnly(True)

    def fill_bare() -> None:
        bare.setPlainText(transcript.text)
        bare.document().documentLayout().blockBoundingRect(bare.document().lastBlock())

    found["bare QTextEdit: open"] = [painted(bare, fill_bare) for _ in range(rounds)]
    found["bare QTextEdit: scroll frame"] = _scrolled(bare)
    bare.close()
    view = _shown(TranscriptView())
    found["open to first paint"] = []
    for _ in range(rounds):
        view.show_transcript(None, ())
        QApplication.processEvents()
        opened = painted(view, lambda: view.show_transcript(transcript, marks))
        found["open to first paint"].append(opened)
    found["jump, first time"] = _jumped(view)
    view.show_transcript(transcript, marks)
    found["scroll frame"] = _scrolled(view)
    found |= _acts(view, transcript, rounds)
    found["end of the text, first time"] = [_to_the_end(view, marks) for _ in range(rounds)]
    narrower = [WIDTH - 140 - 10 * number for number in range(rounds)]
    found["resize, words wrapped anew"] = [
        painted(view, lambda width=width: view.resize(width, HEIGHT)) for width in narrower
    ]
    view.close()
    return found


def _shown(widget: QTextEdit) -> QTextEdit:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()
    return widget


def _scrolled(widget: QTextEdit) -> list[float]:
    """Notch by notch through new text, from the middle on."""
    bar = widget.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    return [painted(widget, lambda: bar.setValue(bar.value() + WHEEL)) for _ in range(STEPS)]


def _jumped(widget: QTextEdit) -> list[float]:
    """To places that were never seen before."""
    bar = widget.verticalScrollBar()
    return [
        painted(widget, lambda step=step: bar.setValue(bar.maximum() * step // STEPS))
        for step in range(STEPS)
    ]


def _to_the_end(view: TranscriptView, marks: list[Mark]) -> float:
    view.verticalScrollBar().setValue(0)
    view.set_marks(marks)
    QApplication.processEvents()
    bar = view.verticalScrollBar()
    return painted(view, lambda: bar.setValue(bar.maximum()))


def _acts(view: TranscriptView, transcript: Transcript, rounds: int) -> dict[str, list[float]]:
    """Add, change and remove marks at places all over the text, where one is reading."""
    names = ("add a mark, repaint", "recolour a mark, repaint", "remove a mark, repaint")
    found: dict[str, list[float]] = {name: [] for name in (*names, "select, repaint")}
    for number in range(max(rounds, 10) * 3):
        start = len(transcript.text) * (number * 7 % 30) // 30
        view.restore_position(start)
        QApplication.processEvents()
        start = view.position() + 300
        mark = Mark(1_000_000 + number, start, start + 160, "A new code", "blue")
        other = Mark(mark.id, start, start + 160, "A new code", "green")
        view.viewport().repaint()
        found[names[0]].append(painted(view, lambda mark=mark: view.update_marks([mark], ())))
        found[names[1]].append(painted(view, lambda other=other: view.update_marks([other], ())))
        found[names[2]].append(painted(view, lambda mark=mark: view.update_marks((), [mark.id])))
        found["select, repaint"].append(
            painted(view, lambda start=start: view.select(start, start + 200))
        )
    return found


def figures() -> Iterator[table.Figure]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    for size in generator.SIZES:
        for act, times in bench(size).items():
            mark = LIMITS.get((size.name, act))
            yield table.Figure(f"reader, {size.name}: {act}", times, mark, by_median=True)


if __name__ == "__main__":
    table.main(__doc__ or "", figures)
