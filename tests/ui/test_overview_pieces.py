"""The strip packs only what changed, and shows the same as one that packs everything."""

import random

import pytest
from PySide6.QtWidgets import QApplication

from coder_gui.domain.model import Transcript, TranscriptInfo, Turn
from coder_gui.ui.transcript import Mark, TranscriptView
from coder_gui.ui.transcript.overview import PIECE, Overview

LINE = "This is what she says, and it goes on for a while before it ends.\n"
TEXT = LINE * (5 * PIECE // len(LINE))
LENGTH = len(TEXT)


def transcript(text=TEXT):
    info = TranscriptInfo(
        1, "guid", "Anna", None, len(text), 1, "anna.txt", "txt", "", "2026-01-01T00:00:00Z"
    )
    return Transcript(info, text, (Turn(0, 0, len(text), ""),))


def made(chance, number, length=LENGTH):
    start = chance.randrange(length - 400)
    end = start + chance.choice((5, 60, 300))
    return Mark(number, start, end, "Forms", chance.choice(("blue", "rust")))


@pytest.fixture
def view(qtbot):
    shown = TranscriptView()
    qtbot.addWidget(shown)
    shown.resize(700, 300)
    shown.show()
    chance = random.Random("strip")
    shown.show_transcript(transcript(), [made(chance, number) for number in range(400)])
    QApplication.processEvents()
    return shown


@pytest.fixture
def strip(view, qtbot):
    return shown_strip(view, qtbot)


def shown_strip(view, qtbot):
    strip = Overview(view)
    qtbot.addWidget(strip)
    strip.resize(18, 300)
    return strip


def test_after_any_change_it_is_as_one_that_packs_everything(view, strip, qtbot):
    chance = random.Random("changes")
    seen, length = [list(strip.spans())], LENGTH
    for number in range(60):
        gone = [chance.randrange(400 + number) for _ in range(chance.randrange(3))]
        numbers = [chance.randrange(900) for _ in range(chance.randrange(3))]
        added = [made(chance, each, length) for each in numbers]
        view.update_marks(added, gone)
        if number == 30:
            view.resize(500, 300)  # the words wrap anew
        if number == 40:
            strip.resize(18, 200)
        if number == 50:
            length //= 2
            marks = [made(chance, each, length) for each in range(1_000, 1_100)]
            view.show_transcript(transcript(TEXT[:length]), marks)
        QApplication.processEvents()
        fresh = shown_strip(view, qtbot)
        fresh.resize(strip.size())
        found = list(strip.spans())
        assert found == list(fresh.spans())
        seen.append(found)
        fresh.deleteLater()
    assert len({tuple(each) for each in seen}) > 30


def test_a_step_packs_only_the_pieces_near_it(view, strip, monkeypatch):
    list(strip.spans())
    packed = []
    pack = Overview._packed
    monkeypatch.setattr(
        Overview, "_packed", lambda s, number, ends: packed.append(number) or pack(s, number, ends)
    )
    list(strip.spans())
    assert packed == []
    view.update_marks([Mark(9_000, 4 * PIECE + 10, 4 * PIECE + 40, "Forms", "blue")], [])
    list(strip.spans())
    assert packed == [4]


def test_where_codes_lie_dense_no_more_is_painted_than_there_are_pixels(view, strip):
    chance = random.Random("dense")
    view.set_marks([made(chance, number) for number in range(20_000)])
    assert 100 < len(list(strip.spans())) <= 3 * strip.height()
