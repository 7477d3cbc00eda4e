"""Kept states of the codebook: what is stored, compared, de-identified and withdrawn."""

import json

import pytest

from coder_gui.app.deidentifying import found_in
from coder_gui.app.name_list import NameList
from coder_gui.domain.deidentify import Replacement
from coder_gui.domain.errors import ProjectFileError, Refused
from filling import dump


def changes(project, before, after=None):
    compared = project.compare_codebooks(before, after)
    return [(each.kind, each.name, each.was, each.now) for each in compared.differences]


def stored(project):
    return [
        json.loads(row) for (row,) in project.file.db.all("SELECT codes FROM codebook_snapshot")
    ]


def test_a_state_is_kept_and_compared_with_now(filled):
    project = filled.project
    kept = project.keep_snapshot("  First   round ")
    assert filled.notices[-1].summary == "Kept the codebook as “First round”, 4 codes"
    assert changes(project, kept) == []
    project.rename_code(filled.help, "Help at last")
    project.move_codes([filled.help], None)
    project.add_code("New one", filled.theme)
    project.delete_codes([filled.forms])
    filled.code(filled.transcripts[0], filled.alone, "I walked.")
    assert changes(project, kept) == [
        ("counts", "Nobody there", "3", "4"),
        ("added", "New one", "", ""),
        ("renamed", "Help at last", "Help given", "Help at last"),
        ("moved", "Help at last", "Being alone", "the top"),
        ("recoloured", "Help at last", "of its theme", "blue"),
        ("gone", "Forms", "", ""),
    ]
    (info,) = project.snapshots()
    assert (info.name, info.codes, info.coder_id) == ("First round", 4, filled.mira)
    assert project.name_of_snapshot(kept).startswith("First round, 2026-03-02")
    assert project.name_of_snapshot(None) == "Now"


def test_two_kept_states_are_compared_both_ways(filled):
    project = filled.project
    first = project.keep_snapshot("First")
    project.edit_entry(filled.help, definition="What others do.")
    second = project.keep_snapshot("Second")
    project.rename_code(filled.help, "Later")
    said = "Full definition: What others do."
    assert changes(project, first, second) == [("redefined", "Help given", "", said)]
    assert changes(project, second, first) == [("redefined", "Help given", said, "")]
    assert [each.name for each in project.snapshots()] == ["Second", "First"]


def test_keeping_and_deleting_are_steps(filled):
    project = filled.project
    before = dump(project)
    kept = project.keep_snapshot("First")
    project.delete_snapshot(kept)
    assert filled.notices[-1].summary == "Deleted the kept codebook “First”"
    assert project.snapshots() == ()
    project.undo()
    assert changes(project, kept) == []
    project.undo()
    assert dump(project) == before
    project.delete_snapshot(99)
    assert dump(project) == before


def test_a_state_needs_a_name(filled):
    with pytest.raises(Refused, match="at least one letter"):
        filled.project.keep_snapshot("   ")
    assert filled.project.snapshots() == ()


@pytest.mark.parametrize(
    "codes", ["no JSON", "3", '["x"]', '[{"guid": 3}]', '[{"guid": "g"}]', "[[[]]]", "{}x"]
)
def test_a_damaged_state_says_so_and_harms_nothing(filled, codes):
    project = filled.project
    kept = project.keep_snapshot("First")
    with project.file.journal.step("Harm") as step:
        step.db.execute("UPDATE codebook_snapshot SET codes = ?", (codes,))
    with pytest.raises(ProjectFileError, match="“First” is damaged"):
        project.compare_codebooks(kept)
    assert [each.name for each in project.snapshots()] == ["First"]
    assert project.sources()
    with pytest.raises(ProjectFileError, match="not there any more"):
        project.compare_codebooks(77)


def test_names_inside_kept_states_are_found_and_replaced(filled):
    project = filled.project
    project.edit_entry(filled.help, definition="What “Zdenka” does.", example="Ask Zdenka \\ 7.")
    project.add_code("Zdenka’s garden", filled.theme)
    project.keep_snapshot("After Zdenka")
    project.keep_snapshot("Again")
    entry = Replacement("Zdenka", "[Neighbour]", "person")
    names = NameList(None, [entry])
    found = found_in(project.sources(), [entry])
    inside = [each for each in found if each.source.place.table == "codebook_snapshot"]
    assert len(inside) == 7
    assert {each.source.where for each in inside} == {"kept codebook"}
    project.deidentify(found, names)
    assert "Zdenka" not in json.dumps(stored(project)) + str(project.snapshots())
    kept = {code["name"]: code for code in stored(project)[1]}
    assert kept["Help given"]["definition"] == "What “[Neighbour]” does."
    assert kept["Help given"]["example"] == "Ask [Neighbour] \\ 7."
    assert "[Neighbour]’s garden" in kept
    assert changes(project, project.snapshots()[0].id) == []
    project.undo()
    assert json.dumps(stored(project)).count("Zdenka") == 6


def test_a_withdrawal_tells_of_kept_states_that_name_or_quote_the_person(filled):
    project = filled.project
    ben = next(person.id for person in project.participants() if person.label == "Ben")
    project.keep_snapshot("Nobody")
    project.edit_entry(filled.help, example="My neighbour brings bread on Fridays.")
    project.keep_snapshot("Quoted")
    project.edit_entry(filled.help, example="")
    project.rename_code(filled.help, "What Ben gets")
    project.keep_snapshot("Named")
    project.rename_code(filled.help, "Help given")
    mentions = project.withdrawal_plan(ben).mentions
    assert [each for each in mentions if "kept codebook" in each] == [
        "the kept codebook “Named”",
        "the kept codebook “Quoted”",
    ]
