"""The study sheet, coders, assignments, participants, groups and attributes."""

import pytest

from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Assignment
from filling import dump


def last(filled):
    return filled.notices[-1].summary


def people(project):
    """Label → (group, {attribute: value})."""
    groups = {group.id: group.name for group in project.groups()}
    names = {attribute.id: attribute.name for attribute in project.attributes()}
    return {
        person.label: (
            groups.get(person.group_id),
            {names[key]: value for key, value in person.values.items()},
        )
        for person in project.participants()
    }


def test_the_study_sheet(filled):
    project = filled.project
    project.update_study(question="Why?", method="codebook", description="So.")
    sheet = project.study()
    assert (sheet.name, sheet.question, sheet.method) == ("Waiting", "Why?", "codebook")
    assert sheet.description == "So."
    assert last(filled) == "Changed the study sheet"
    project.update_study(question="Why?")
    assert len(filled.notices) == 1


def test_coders(filled):
    project = filled.project
    assert [coder.name for coder in project.coders()] == ["Mira", "Noor"]
    project.add_coder(" Ana  Maria ")
    assert project.coders()[-1].name == "Ana Maria"
    assert last(filled) == "Added the coder “Ana Maria”"
    with pytest.raises(Refused, match="“Noor” is a coder of this project already"):
        project.add_coder("Noor ")
    assert project.coder().name == "Mira"


def test_assigning_and_taking_back(filled):
    project, noor, caro = filled.project, filled.noor, filled.transcripts[2]
    before = project.assignments()
    project.assign(noor, [caro])
    assert last(filled) == "Assigned 1 transcript"
    assert set(project.assignments()) - set(before) == {Assignment(noor, caro, None)}
    project.assign(noor, [caro])
    assert len(filled.notices) == 1
    project.unassign(noor, filled.transcripts)
    assert last(filled) == "Took back 3 transcripts"
    assert {each.coder_id for each in project.assignments()} == {filled.mira}
    project.unassign(noor, filled.transcripts)
    assert len(filled.notices) == 2
    assert len(project.segments(filled.transcripts[0], [noor])) == 1


def test_finishing_assigns_and_keeps_its_time(filled):
    project, noor, caro = filled.project, filled.noor, filled.transcripts[2]

    def finished():
        return {
            (each.coder_id, each.transcript_id): each.finished_at for each in project.assignments()
        }

    project.set_finished(noor, [caro], True)
    assert last(filled) == "Marked 1 transcript as finished"
    time = finished()[noor, caro]
    assert time.startswith("2026-03-02T")
    project.set_finished(noor, [caro], True)
    assert finished()[noor, caro] == time
    assert len(filled.notices) == 1
    project.set_finished(noor, filled.transcripts, False)
    assert finished()[noor, caro] is None
    assert last(filled) == "Marked 3 transcripts as not finished"


def test_groups(filled):
    project = filled.project
    group_id = project.add_group("Family")
    assert last(filled) == "Added the group “Family”"
    assert [group.name for group in project.groups()] == ["Carers", "Staff", "Family"]
    project.rename_group(group_id, " Relatives")
    assert last(filled) == "Renamed a group to “Relatives”"
    project.rename_group(group_id, "Relatives")
    for act in (
        lambda: project.add_group("Staff"),
        lambda: project.rename_group(group_id, "Staff"),
    ):
        with pytest.raises(Refused, match="There is a group “Staff” already"):
            act()
    assert len(filled.notices) == 2
    project.delete_group(filled.carers)
    assert last(filled) == "Deleted a group; its participants stay"
    assert [group for group, _values in people(project).values()] == [None, None, "Staff"]
    project.undo()
    assert [group for group, _values in people(project).values()] == ["Carers", "Carers", "Staff"]


def test_moving_participants_among_groups(filled):
    project = filled.project
    everybody = [person.id for person in project.participants()]
    project.put_in_group(everybody, "Staff")
    assert last(filled) == "Put 3 participants into “Staff”"
    assert filled.notices[0].ids("participant") == set(everybody[:2])
    project.put_in_group(everybody[:1], "  New  group ")
    assert last(filled) == "Put 1 participant into “New group”"
    project.put_in_group(everybody[1:], "")
    assert last(filled) == "Took 2 participants out of groups"
    assert [group for group, _values in people(project).values()] == ["New group", None, None]


def test_changing_a_participant(filled):
    project = filled.project
    anna = project.participants()[0]
    project.update_participant(anna.id, " Anna  B. ", None)
    assert last(filled) == "Changed “Anna B.”"
    assert people(project)["Anna B."][0] is None
    project.update_participant(anna.id, "Anna B.", None)
    assert len(filled.notices) == 1
    with pytest.raises(Refused):
        project.update_participant(anna.id, "", None)


def test_attributes_and_their_values(filled):
    project = filled.project
    anna = project.participants()[0].id
    question = project.add_attribute("Town", "choice")
    assert last(filled) == "Added the attribute “Town”"
    with pytest.raises(Refused, match="There is an attribute “Town” already"):
        project.add_attribute(" Town ")
    project.set_value(anna, question, " Bern ")
    assert last(filled) == "Changed a participant’s attribute"
    assert people(project)["Anna"][1]["Town"] == "Bern"
    project.set_value(anna, question, "Bern")
    assert len(filled.notices) == 2
    project.set_value(anna, question, " ")
    assert "Town" not in people(project)["Anna"][1]
    project.set_value(anna, question, "")
    assert len(filled.notices) == 3


TABLE = [
    {"label": "Nurse 1", "group": "Nurses", "Age": "34", "Shift": "night"},
    {"label": "Nurse 2", "group": "Nurses", "Age": "", "Shift": "day"},
    {"label": "Relative", "group": "", "Age": "61", "Shift": ""},
]


def test_importing_participants(project):
    notices = []
    project.changed = notices.append
    assert project.import_participants(TABLE) == 3
    assert people(project) == {
        "Nurse 1": ("Nurses", {"Age": "34", "Shift": "night"}),
        "Nurse 2": ("Nurses", {"Shift": "day"}),
        "Relative": (None, {"Age": "61"}),
    }
    assert [notice.summary for notice in notices] == ["Imported 3 participants"]
    project.undo()
    assert project.participants() == project.groups() == project.attributes() == ()


def test_importing_participants_twice_is_importing_them_once(project):
    project.import_participants(TABLE)
    before = dump(project)
    notices = []
    project.changed = notices.append
    assert project.import_participants(TABLE) == 3
    assert dump(project) == before
    assert notices == []


def test_importing_again_updates_what_the_table_has(project):
    project.import_participants(TABLE)
    project.import_participants(
        [{"label": "Nurse 1", "Age": "35"}, {"label": "Relative", "group": "Family", "Age": ""}]
    )
    assert people(project) == {
        "Nurse 1": ("Nurses", {"Age": "35", "Shift": "night"}),
        "Nurse 2": ("Nurses", {"Shift": "day"}),
        "Relative": ("Family", {}),
    }


def test_a_label_that_comes_twice_is_one_participant(project):
    project.import_participants(
        [
            {"label": "Eve", "Age": "1"},
            {"label": " Eve ", "group": " G "},
            {"label": "Eve", "Age": "2"},
        ]
    )
    assert people(project) == {"Eve": ("G", {"Age": "2"})}


def test_blanks_make_no_second_group(project):
    project.import_participants([{"label": "A", "group": "G"}, {"label": "B", "group": " G "}])
    assert [group.name for group in project.groups()] == ["G"]


def test_rows_without_a_label_get_one_from_the_template(project):
    project.import_participants([{"sub_role": "Nurse"}, {"sub_role": "Nurse"}, {"sub_role": "GP"}])
    assert list(people(project)) == ["Nurse 1", "Nurse 2", "GP 1"]
    project.update_study(label_template="P{n}")
    project.import_participants([{"label": ""}])
    assert list(people(project))[-1] == "P1"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "20", "300"], "number"),
        (["1.5", "-2", "3,25", ""], "number"),
        (["18-24", "25-34", "35-44"], "text"),
        (["2024-01-02", "2024-03-04"], "text"),
        (["²", "3"], "text"),
        (["5-", "6"], "text"),
        (["yes", "No", "YES"], "yes_no"),
        (["north", "north", "south", "south", "north", "south"], "choice"),
        (["a", "b", "c"], "text"),
        (["", ""], "text"),
    ],
)
def test_the_kind_of_an_attribute_follows_its_values(project, values, kind):
    project.import_participants([{"label": f"P{n}", "Q": value} for n, value in enumerate(values)])
    assert [(each.name, each.kind) for each in project.attributes()] == [("Q", kind)]
