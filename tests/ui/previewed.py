"""Interviews for the preview of an import, and what a person does and sees there."""

from __future__ import annotations

from pathlib import Path

import docx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from acting import click, press


def write_interviews(folder: Path) -> Path:
    """Four interviews by two groups, in Word and as text, whose transcribers wrote differently."""
    folder.mkdir()
    for name, asks in (("carer-01", "Interviewer"), ("carer-02", "INT")):
        document = docx.Document()
        for number in (1, 2):
            document.add_paragraph(f"{asks}: Question {number} to {name}?")
            line = document.add_paragraph("P01: ")
            line.add_run("Never").bold = True
            line.add_run(f" did {name} say {number}.")
        document.save(str(folder / f"{name}.docx"))
    for name, asks in (("staff-01", "INT"), ("staff-02", "Interviewer")):
        turns = (
            f"{asks}: Question {n}?\nP01: [00:0{n}:05] Answer {n} of {name}.\n" for n in (1, 2)
        )
        (folder / f"{name}.txt").write_text("".join(turns), "utf-8")
    return folder


def new_ones(study):
    """Transcripts that came in, by name."""
    return {info.name: info for info in study.project.transcripts()[3:]}


def speakers(study, name):
    """Who speaks in one that came in, and whether they ask."""
    turns = study.project.transcript(new_ones(study)[name].id).turns
    return list(dict.fromkeys((turn.speaker, turn.interviewer) for turn in turns))


def people(study):
    """Groups of the participants who came in, by label."""
    groups = {group.id: group.name for group in study.project.groups()}
    return {p.label: groups.get(p.group_id) for p in study.project.participants()[3:]}


def said_of(page, row):
    """What a screen reader says of a file."""
    return page.files.rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


def listed(page):
    """The speakers in the table: name, files, turns, whether they ask."""
    return [(e.shown, e.files, e.turns, e.interviewer) for e in page.speakers.table.rows.lines]


def select(page, *names):
    """Select rows of the table of speakers, as with Ctrl and the mouse."""
    table = page.speakers.table
    table.setFocus()
    for number, name in enumerate(names):
        row = [line.shown for line in table.rows.lines].index(name)
        modifier = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        place = table.visualRect(table.rows.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def act(page, text):
    """Click a visible button."""
    click(next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()))


def choose(page, name):
    """Walk to a file with the arrows."""
    page.files.setFocus()
    press("Home")
    while page.files.currentIndex().data() != name:
        press("Down")
