"""The history of one code: who changed it, and how the number of its segments went."""

import pytest


@pytest.fixture(autouse=True)
def opened(request):
    """Mira may see what Noor did."""
    if "filled" in request.fixturenames:
        filled = request.getfixturevalue("filled")
        filled.project.open_comparison((filled.mira, filled.noor))
        filled.notices.clear()


def numbers(project, code_id):
    return [number for _at, number in project.code_history(code_id).numbers]


def test_changes_of_the_code_itself_are_listed_newest_first(filled):
    project = filled.project
    project.rename_code(filled.help, "Help at last")
    project.coder_id = filled.noor
    project.edit_entry(filled.help, definition="What others do.")
    project.rename_code(filled.forms, "Papers")
    found = project.code_history(filled.help).changes
    assert [(each.what, each.coder) for each in found] == [
        ("Changed the entry of “Help at last”", "Noor"),
        ("Renamed “Help given” to “Help at last”", "Mira"),
        ("Added the code “Help given”", "Mira"),
    ]
    project.undo()
    project.undo()
    assert len(project.code_history(filled.help).changes) == 2


def test_numbers_follow_coding_recoding_and_taking_back(filled):
    project = filled.project
    assert numbers(project, filled.alone) == [1, 2, 3]
    assert numbers(project, filled.theme) == [1, 2, 3, 4, 5]
    project.deal_segment(filled.segments[0], filled.forms)
    assert numbers(project, filled.alone) == [1, 2, 3, 2]
    assert numbers(project, filled.forms) == [1, 2]
    project.remove_segment(filled.segments[2])
    assert numbers(project, filled.alone) == [1, 2, 3, 2, 1]
    project.undo()
    project.undo()
    assert numbers(project, filled.alone) == [1, 2, 3]


def test_a_merge_moves_the_numbers(filled):
    project = filled.project
    project.merge_codes(filled.help, filled.alone)
    assert numbers(project, filled.alone) == [1, 2, 3, 5]
    assert project.code_history(filled.alone).changes[0].what == (
        "Merged “Help given” into “Nobody there”, 2 segments"
    )


def test_what_was_withdrawn_is_in_no_number(filled):
    project = filled.project
    people = {person.label: person.id for person in project.participants()}
    project.withdraw_participant(people["Caro"], "Caro")
    filled.code(filled.transcripts[0], filled.alone, "I walked.")
    assert numbers(project, filled.alone) == [1, 2, 3, 4]
    assert numbers(project, filled.forms) == []
