"""A damaged project in which two coders had settled differences: what is saved, what is said."""

import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.app.restoring import recovered_copy
from coder_gui.domain.agreement.scope import Scope
from filling import dump


@pytest.fixture
def damaged(filled, path):
    """Deletes rows behind the program's back, and recovers what is left."""
    pair = (filled.mira, filled.noor)
    filled.project.open_comparison(pair)
    components = filled.project.components_of(Scope(pair)).make()
    filled.project.settle(Scope(pair), components, "union")
    filled.project.close()
    opened = []

    def recover(statement):
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute(statement)
        db.close()
        copy = recovered_copy(path)
        opened.append(Project.open(copy.path))
        return opened[-1], copy.lost

    yield recover
    for project in opened:
        project.close()


def test_without_the_comparison_its_decisions_go_and_the_consensus_stays(damaged):
    project, lost = damaged("DELETE FROM comparison")
    found = dump(project)
    assert (found["comparison"], found["decision"]) == ([], [])
    assert any("decisions on differences had nothing left to belong to" in each for each in lost)
    assert [coder.kind for coder in project.coders()] == ["person", "person", "consensus"]
    assert project.check() == []


def test_without_the_decisions_their_segments_stay(damaged):
    project, _lost = damaged("DELETE FROM decision")
    (layer,) = [coder for coder in project.coders() if coder.kind == "consensus"]
    assert sum(len(project.segments(info.id, [layer.id])) for info in project.transcripts()) == 4
    assert project.check() == []


def test_what_stands_in_for_a_consensus_is_no_person(damaged):
    project, lost = damaged("DELETE FROM coder WHERE kind = 'consensus'")
    assert [coder.name for coder in project.persons()] == ["Mira", "Noor"]
    assert project.coders()[-1].name == "Coder 3 (recovered)"
    assert "1 coder lost the name and got another one." in lost
    assert project.check() == []
