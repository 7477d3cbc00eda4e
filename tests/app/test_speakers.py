"""Who speaks, after the import: renamed, made one, marked and linked, with the text untouched."""

from dataclasses import replace

import pytest

from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Turn
from coder_gui.domain.speakers import Audience, left_out, present
from coder_gui.domain.times import Timeline, milliseconds, time_before
from filling import draft, dump

GROUP = """Mod: Who begins?
Ada: I do. It rained.
Bo: It did.
Ada : And then it stopped.
"""


@pytest.fixture
def group(filled):
    """A focus group with one speaker under two spellings."""
    turns = [
        Turn(0, 5, 16, "Mod", True),
        Turn(17, 22, 38, "Ada", time_ms=1_000),
        Turn(39, 43, 50, "Bo", time_ms=4_000),
        Turn(51, 57, len(GROUP) - 1, "Ada (2)"),
    ]
    made = draft("Group", GROUP)
    return filled.project.import_transcripts([replace(made, turns=tuple(turns))]).imported[0]


def said(project, transcript):
    return [(s.name, s.interviewer, s.turns, s.words) for s in project.speakers(transcript)]


def test_speakers_are_listed_with_their_turns_and_words(filled, group):
    assert said(filled.project, group) == [
        ("Mod", True, 1, 2),
        ("Ada", False, 1, 4),
        ("Bo", False, 1, 2),
        ("Ada (2)", False, 1, 4),
    ]


def test_renaming_changes_every_turn_and_no_character(filled, group):
    project = filled.project
    text, before = project.text(group), dump(project)
    project.rename_speaker(group, "Bo", "  Carer\n2 ")
    assert [turn.speaker for turn in project.transcript(group).turns][2] == "Carer 2"
    assert project.text(group) == text
    assert filled.notices[-1].summary == "Renamed “Bo” to “Carer 2”"
    project.undo()
    assert dump(project) == before


def test_renaming_to_a_known_name_makes_one_speaker_whose_role_holds(filled, group):
    project = filled.project
    ben = project.participants()[1].id
    project.link_speaker(group, "Ada", ben)
    before = dump(project)
    project.rename_speaker(group, "Ada (2)", "Ada")
    assert said(project, group)[1] == ("Ada", False, 2, 8)
    assert [t.participant_id for t in project.transcript(group).turns] == [None, ben, None, ben]
    assert filled.notices[-1].summary == "Made “Ada (2)” and “Ada” one speaker"
    after = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == after
    assert project.check() == []


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_an_empty_name_is_refused(filled, group, name):
    before = dump(filled.project)
    with pytest.raises(Refused, match="at least one letter"):
        filled.project.rename_speaker(group, "Bo", name)
    assert dump(filled.project) == before


def test_who_does_not_speak_there_is_refused(filled, group):
    project = filled.project
    before = dump(project)
    for verb in (
        lambda: project.rename_speaker(group, "Zoe", "Ada"),
        lambda: project.link_speaker(group, "Zoe", None),
        lambda: project.set_interviewer(group, "Zoe", True),
    ):
        with pytest.raises(Refused, match="Nobody called “Zoe” speaks here"):
            verb()
    with pytest.raises(Refused, match="not in the project any more"):
        project.link_speaker(group, "Ada", 99_999)
    assert dump(project) == before


def test_the_same_name_again_is_no_step(filled, group):
    last = filled.project.next_undo()
    filled.project.rename_speaker(group, "Bo", "Bo")
    filled.project.set_interviewer(group, "Bo", False)
    filled.project.link_speaker(group, "Bo", None)
    assert filled.project.next_undo() == last


def test_a_speaker_is_linked_to_a_participant_and_freed(filled, group):
    project = filled.project
    ben = project.participants()[1]
    project.link_speaker(group, "Bo", ben.id)
    assert project.speakers(group)[2].participant_id == ben.id
    assert filled.notices[-1].summary == "Linked “Bo” to the participant “Ben”"
    project.link_speaker(group, "Bo", None)
    assert project.speakers(group)[2].participant_id is None
    project.undo()
    assert project.speakers(group)[2].participant_id == ben.id


def test_the_transcripts_own_participant_is_no_other_one(filled):
    project, anna = filled.project, filled.transcripts[0]
    owner = project.transcript(anna).info.participant_id
    last = project.next_undo()
    project.link_speaker(anna, "Anna", owner)
    assert project.speakers(anna)[1].participant_id is None
    assert project.next_undo() == last


def test_a_withdrawn_link_leaves_the_speaker(filled, group):
    project = filled.project
    caro = project.participants()[2].id
    project.link_speaker(group, "Bo", caro)
    project.withdraw_participant(caro, "Caro")
    assert [s.participant_id for s in project.speakers(group)] == [None] * 4


def test_turns_of_others_are_left_out_with_their_labels(filled, group):
    turns = filled.project.transcript(group).turns
    assert left_out(turns, Audience()) == ()
    assert left_out(turns, Audience(interviewers=False)) == ((0, 16),)
    assert left_out(turns, Audience(frozenset({"Ada"}))) == (
        (0, 16),
        (39, 50),
        (51, len(GROUP) - 1),
    )
    assert present(Audience(frozenset({"Zoe"})), ["Ada"]).is_everybody
    assert present(Audience(frozenset({"Zoe", "Ada"})), ["Ada"]).names == {"Ada"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:02", 842_000),
        (" [1:14:02] ", 4_442_000),
        ("0:00", 0),
        ("00:01:02.5", 62_500),
        ("14.02", 842_000),
        ("90:00", 5_400_000),
        ("14", None),
        ("14:62", None),
        ("1:75:00", None),
        ("two", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_type_them(typed, expected):
    assert milliseconds(typed) == expected


def test_times_find_turns_and_turns_find_times(filled, group):
    turns = filled.project.transcript(group).turns
    line = Timeline(turns)
    assert line.heard_at(500) is None
    assert line.nearest(500).speaker == "Ada"
    assert line.heard_at(3_999).speaker == "Ada"
    assert line.heard_at(90_000).speaker == "Bo"
    assert time_before(turns, 3) is None
    assert time_before(turns, GROUP.index("rained")) == 1_000
    assert time_before(turns, GROUP.index("stopped")) == 4_000
    assert not Timeline(turns[:1])
