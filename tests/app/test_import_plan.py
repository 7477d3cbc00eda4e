"""Plans: what is to become of files, corrected one by one or as a batch, and then stored."""

from dataclasses import replace

import pytest

from coder_gui.app import import_plan
from coder_gui.app.import_people import KnownPeople, Person, TableOfPeople
from coder_gui.app.import_plan import as_found, doubts, marked, renamed, speaker_lines
from coder_gui.domain.file_names import NamePattern
from coder_gui.domain.model import TranscriptDraft
from coder_gui.domain.turns import find_turns
from filling import dump


def plan(name, *lines):
    """A plan for a text of such lines."""
    text = "".join(f"{line}\n" for line in lines or (f"I: Who?\n{name}: Me, {name}.",) * 2)
    draft = TranscriptDraft(name, text, find_turns(text), f"{name}.txt", "txt", original=b"x")
    return as_found(draft)


def talk(name, *speakers):
    """A plan in which these speak in turn, twice."""
    return plan(name, *(f"{who}: {name} said {n}." for n in (1, 2) for who in speakers))


def shown(one):
    return [(each.shown, each.interviewer) for each in one.speakers]


def whose(plans):
    return [(each.person.label, each.person.group) for each in plans]


def by_name(project):
    labels = {person.id: person.label for person in project.participants()}
    return {t.name: labels.get(t.participant_id) for t in project.transcripts()}


@pytest.fixture
def batch():
    return (talk("P01", "I", "P01"), talk("P02", "Int", "P01"), talk("P03", "I", "Q", "P01"))


# Speakers ------------------------------------------------------------------------------------


def test_speakers_are_counted_over_all_files(batch):
    lines = [(e.shown, e.files, e.turns, e.interviewer) for e in speaker_lines(batch)]
    assert lines == [
        ("P01", 3, 6, False),
        ("I", 2, 4, True),
        ("Int", 1, 2, True),
        ("Q", 1, 2, True),
    ]
    assert [e.shown for e in speaker_lines(batch, [1])] == ["Int", "P01"]


def test_a_name_is_corrected_in_all_files_and_the_text_stays(batch):
    after = renamed(batch, ["P01"], "  Anna  B ")
    assert all(("Anna B", False) in shown(each) for each in after)
    assert [each.draft for each in after] == [each.draft for each in batch]
    assert [turn.speaker for turn in after[0].turns()] == ["I", "Anna B", "I", "Anna B"]
    assert [(t.start, t.speech, t.end) for t in after[0].turns()] == [
        (t.start, t.speech, t.end) for t in batch[0].draft.turns
    ]


def test_a_name_is_corrected_in_one_file(batch):
    after = renamed(batch, ["P01"], "P02", where=[1])
    assert [[name for name, _asks in shown(each)] for each in after] == [
        ["I", "P01"],
        ["Int", "P02"],
        ["I", "Q", "P01"],
    ]


def test_several_speakers_become_one(batch):
    after = renamed(batch, ["I", "Int", "Q"], "Interviewer")
    assert [{e.shown: e.interviewer for e in each.speakers} for each in after] == [
        {"Interviewer": True, "P01": False}
    ] * 3
    assert len(speaker_lines(after)) == 2
    assert [turn.speaker for turn in after[2].turns()] == ["Interviewer", "Interviewer", "P01"] * 2


def test_who_joins_another_speaker_takes_that_ones_role(batch):
    after = renamed(batch, ["Q"], "P01")
    assert shown(after[2]) == [("I", True), ("P01", False), ("P01", False)]
    again = import_plan.asking(batch, ["P01"], True)
    assert shown(renamed(again, ["Q"], "P01")[2]) == [("I", True), ("P01", True), ("P01", True)]


def test_a_speaker_is_named_after_each_files_participant(batch):
    after = renamed(batch, ["P01"], import_plan.PARTICIPANT)
    assert [each.speakers[-1].shown for each in after] == ["P01", "P02", "P03"]


@pytest.mark.parametrize("new", ["", "   "])
def test_nobody_loses_their_name(batch, new):
    assert renamed(batch, ["P01"], new) == batch


def test_the_interviewer_is_marked_everywhere(batch):
    after = import_plan.asking(batch, ["I", "Int"], False)
    assert {e.shown for e in speaker_lines(after) if e.interviewer} == {"Q"}
    assert not any(turn.interviewer for turn in after[0].turns())
    mixed = import_plan.asking(batch, ["I"], False, where=[0])
    assert next(e for e in speaker_lines(mixed) if e.shown == "I").interviewer is None


def test_reading_again_keeps_what_was_corrected(batch):
    corrected = renamed(batch, ["P01"], "Anna")[0]
    text = corrected.draft.text.replace("said", "sagte")
    again = replace(corrected.draft, text=text, turns=find_turns(text))
    after = import_plan.reread(corrected, as_found(again))
    assert shown(after) == [("I", True), ("Anna", False)]
    assert after.digest != corrected.digest


# Whose it is ---------------------------------------------------------------------------------


def test_participants_and_groups_come_from_names():
    plans = import_plan.assigned(
        (plan("carer-07"), plan("staff-1"), plan("notes")),
        NamePattern("{group}-{n}"),
        KnownPeople(),
    )
    assert whose(plans) == [("Carer 7", "Carer"), ("Staff 1", "Staff"), ("notes", "")]
    assert [bool(each.doubt) for each in plans] == [False, False, True]


def test_who_is_there_is_found_by_label_id_and_group(project):
    project.import_participants(
        [
            {"label": "Carer 7", "group": "Carers", "ID": "x"},
            {"label": "Nurse", "group": "Staff", "ID": "staff-01"},
        ]
    )
    plans = import_plan.assigned(
        (plan("carer-07"), plan("staff-01"), plan("carer-08")),
        NamePattern("{group}-{n}"),
        project.known_people(),
    )
    assert whose(plans) == [("Carer 7", "Carers"), ("Nurse", "Staff"), ("Carer 8", "Carers")]


def test_a_table_says_label_group_and_attributes():
    rows = [
        {"ID": "p-1", "label": "Anna", "group": "Friends", "Age": "41"},
        {"ID": "p-9", "label": "Nina", "group": "Staff", "Age": "9"},
        {"ID": "p-2", "label": "", "group": "", "Age": " 67 "},
    ]
    plans = import_plan.assigned(
        (plan("P1"), plan("P2"), plan("P3")),
        NamePattern("{participant}"),
        KnownPeople(),
        TableOfPeople("people.csv", rows),
    )
    assert whose(plans) == [("Anna", "Friends"), ("P2", ""), ("P3", "")]
    assert dict(plans[1].person.values)["Age"] == "67"
    assert plans[2].person.values == ()
    assert doubts(plans[2]) == ("“people.csv” has no row for it.",)


def test_what_somebody_chose_is_not_guessed_again(filled):
    known = filled.project.known_people()
    chosen = import_plan.owned(plan("x-1"), " Ben ", "", known)
    assert whose([chosen]) == [("Ben", "Carers")]
    assert whose([import_plan.owned(chosen, "Ben", "Staff", known)]) == [("Ben", "Staff")]
    assert whose(import_plan.assigned([chosen], NamePattern("{group}-{n}"), known)) == [
        ("Ben", "Carers")
    ]


# What is there already -----------------------------------------------------------------------


def test_twins_are_marked_in_the_project_and_in_the_batch():
    one, other = plan("A", "same"), plan("B", "same")
    third = plan("C", "other")
    plans = marked((one, other, third), {third.digest: ["Old C", "Newer C"]})
    assert [each.twin for each in plans] == ["", "A.txt", "Old C"]
    assert [each.is_taken for each in plans] == [True, False, False]
    left_out = marked((replace(one, wanted=False), other, third), {})
    assert [each.is_taken for each in left_out] == [False, True, True]


def test_what_needs_a_look():
    assert doubts(plan("A", "Just words.")) == ("Nobody is labelled as speaking in it.",)
    assert doubts(talk("A", "Anna", "Ben")) == ("Nobody is marked as the interviewer.",)
    assert doubts(talk("A", "I", "Ben")) == ()
    warned = talk("A", "I", "Ben")
    warned = replace(warned, draft=replace(warned.draft, warnings=("Odd.",)))
    assert doubts(warned) == ("Odd.",)


# Storing -------------------------------------------------------------------------------------


def test_everything_is_stored_in_one_step_and_undone_in_one(project):
    empty = dump(project)
    first, second = talk("f-1", "I", "A", "B"), talk("f-2", "Q", "A")
    plans = renamed((first, second), ["I", "Q"], "Mira")
    plans = import_plan.linked(plans, ["B"], "Bea", KnownPeople(), where=[0])
    plans = tuple(
        replace(each, name=f"Talk {n}", person=Person(f"P{n}", "Friends", (("Age", f"{40 + n}"),)))
        for n, each in enumerate(plans)
    )
    report = project.import_transcripts(plans)
    assert by_name(project) == {"Talk 0": "P0", "Talk 1": "P1"}
    people = {person.label: person for person in project.participants()}
    assert set(people) == {"P0", "P1", "Bea"}
    (group,) = project.groups()
    assert (group.name, people["P0"].group_id, people["Bea"].group_id) == (
        "Friends",
        group.id,
        None,
    )
    (age,) = project.attributes()
    assert (age.name, age.kind, people["P1"].values[age.id]) == ("Age", "number", "41")
    turns = project.transcript(report.imported[0]).turns
    assert [(t.speaker, t.interviewer, t.participant_id) for t in turns[:3]] == [
        ("Mira", True, None),
        ("A", False, None),
        ("B", False, people["Bea"].id),
    ]
    assert project.text(report.imported[0]) == first.draft.text
    assert project.check() == []
    project.undo()
    assert dump(project) == empty


def test_who_is_left_out_is_reported_and_leaves_no_trace(filled):
    plans = (replace(plan("Dora"), wanted=False), plan("Emil"))
    report = filled.project.import_transcripts(plans, ["“x” was left out: it is a picture."])
    assert (len(report.imported), report.skipped, len(report.failed)) == (1, ("Dora.txt",), 1)
    assert "Dora" not in {person.label for person in filled.project.participants()}


def test_a_speaker_linked_to_the_files_own_participant_needs_no_link(project):
    plans = import_plan.linked([talk("Anna", "I", "A")], ["A"], "Anna", KnownPeople())
    (transcript_id,) = project.import_transcripts(plans).imported
    assert {turn.participant_id for turn in project.transcript(transcript_id).turns} == {None}
    assert len(project.participants()) == 1


def test_nobody_may_own_a_transcript(project):
    project.import_transcripts([replace(plan("Anna"), person=Person())])
    assert by_name(project) == {"Anna": None}
    assert project.participants() == ()


def test_a_group_may_be_changed_by_an_import_and_is_kept_where_none_is_said(filled):
    known = filled.project.known_people()
    plans = [
        import_plan.owned(plan("x"), "Anna", "Staff", known),
        replace(plan("y"), person=Person("Ben")),
    ]
    filled.project.import_transcripts(plans)
    names = {group.id: group.name for group in filled.project.groups()}
    groups = {p.label: names.get(p.group_id) for p in filled.project.participants()}
    assert groups == {"Anna": "Staff", "Ben": "Carers", "Caro": "Staff"}
