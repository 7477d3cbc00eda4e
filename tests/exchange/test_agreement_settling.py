"""What the agreement report says of settling, read again as other programs read it."""

from __future__ import annotations

import io

import docx
import pytest
from openpyxl import load_workbook

from coder_gui.app.agreement_report import agreement_document
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF
from coder_gui.domain.agreement.scope import Scope
from coder_gui.exchange.reports.agreement import agreement_bytes
from coder_gui.exchange.reports.agreement_wording import methods
from coding_team import Team


@pytest.fixture
def team(project):
    return Team(project)


def document(team, coders, **scope):
    wanted = Scope(coders, **scope)
    comparison = team.project.comparison_of(wanted).make()
    return agreement_document(team.project, wanted, comparison, "all in common", KRIPPENDORFF)


def settle(team, choice, note="", ranges=(), kind="boundary", number=1):
    scope = Scope((team.mira, team.noor))
    found = [each for each in team.project.components_of(scope).make() if each.kind == kind]
    team.project.settle(scope, found[:number], choice, ranges, note)


def test_before_any_settling_nothing_is_said_of_it(team):
    made = document(team, (team.mira, team.noor))
    assert "settl" not in methods(made)
    assert "Settling" not in load_workbook(io.BytesIO(agreement_bytes(made, ".xlsx"))).sheetnames


def test_the_methods_paragraph_counts_the_choices(team):
    settle(team, "union")
    settle(team, "A", kind="only A", number=2)
    said = methods(document(team, (team.mira, team.noor)))
    assert "All figures are from before any settling of differences." in said
    assert (
        "Of 13 differences between Mira and Noor, 3 were settled afterwards "
        "(2 as Mira coded, 1 union), 10 are open."
    ) in said
    settle(team, "deferred")
    said = methods(document(team, (team.noor, team.mira), rolled_up=True))
    assert "2 were settled afterwards (2 as Mira coded), 1 was deferred, 10 are open." in said


def test_a_figure_does_not_change_by_settling(team):
    before = document(team, (team.mira, team.noor)).comparison
    settle(team, "B")
    assert document(team, (team.mira, team.noor)).comparison == before


def test_all_decisions_stand_in_the_workbook_with_their_notes(team):
    settle(team, "edited", "=Shorter", [(600, 695)])
    made = document(team, (team.mira, team.noor, team.petra))
    book = load_workbook(io.BytesIO(agreement_bytes(made, ".xlsx")))
    head, row = book["Settling"].values
    found = dict(zip(head, row, strict=True))
    assert found["Code"] == "Same"
    assert found["Difference"] == "same passage, other ends"
    assert (found["State"], found["Decision"]) == ("settled", "with edited ends")
    assert (found["Note"], found["Decided by"]) == ("=Shorter", "Mira")
    text = team.project.text(team.talks[0])[600:700]
    assert found["Passage"] == " ".join(text.split())


def test_all_decisions_stand_in_the_document(team):
    settle(team, "dropped", "Not about this")
    segment = team.project.segments(team.talks[0], (team.noor,))[0]
    made = document(team, (team.mira, team.noor))
    word = docx.Document(io.BytesIO(agreement_bytes(made, ".docx")))
    heads = [p.text for p in word.paragraphs]
    assert "Settled differences: Mira (A) and Noor (B)" in heads
    table = next(t for t in word.tables if t.rows[0].cells[0].text == "Transcript")
    cells = [cell.text for cell in table.rows[1].cells]
    assert cells[3:6] == ["same passage, other ends", "left out", "Not about this"]
    assert cells[6].startswith("Mira, ")
    team.project.resize_segment(segment.id, segment.start, segment.end - 5)
    made = document(team, (team.mira, team.noor))
    word = docx.Document(io.BytesIO(agreement_bytes(made, ".docx")))
    table = next(t for t in word.tables if t.rows[0].cells[0].text == "Transcript")
    assert table.rows[1].cells[4].text == "left out; changed since it was settled"
