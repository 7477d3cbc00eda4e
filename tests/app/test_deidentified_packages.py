"""Files handed out with the names replaced: what is in them, and how the work comes back."""

import sqlite3
from contextlib import contextmanager

import pytest

from coder_gui.app.deidentifying import found_in
from coder_gui.app.name_list import NameList
from coder_gui.app.packaging import HiddenNames
from coder_gui.app.project import Project
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.domain.stamps import Stamps, new_guid
from coder_gui.storage.memos import Subject, memos
from filling import dump, ticking_stamps

NAMES = ("Anna", "stubborn", "neighbour", "Fridays", "Carers", "Waiting")


@pytest.fixture
def names():
    """A list that also replaces words of several kinds of places."""
    found = NameList()
    found.add("Anna", "carer 1")
    found.add("stubborn", "a trait", "other")
    found.add("neighbour", "person next door")
    found.add("Fridays", "day", "other")
    found.add("Carers", "group 1", "other")
    found.add("Waiting", "study", "other")
    return HiddenNames(found)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "Lea.coding"


@pytest.fixture
def package(filled, out, names):
    filled.project.edit_entry(filled.help, example="Anna said so.", definition="Ours.")
    filled.project.make_package("Lea", filled.transcripts, out, names=names)
    return out


@contextmanager
def at_work(path):
    project = Project.open(path, stamps=Stamps(ticking_stamps().now, new_guid))
    yield project
    project.close()


def coded(project, name="Lea"):
    lea = next(coder.id for coder in project.coders() if coder.name == name)
    return [
        project.text(info.id)[each.start : each.end]
        for info in project.transcripts()
        for each in project.segments(info.id, [lea])
    ]


def code(project, transcript, code, words):
    start = project.text(transcript).index(words)
    return project.apply_code(transcript, code, start, start + len(words))


def see(filled):
    """Let Mira see what Lea does."""
    filled.project.open_comparison((filled.mira, filled.project.coders()[-1].id))


def take(project, path):
    plan = project.plan_merge(path)
    return plan, project.merge(plan)


# What is in it -------------------------------------------------------------------------------


def test_no_name_of_the_list_is_in_the_file(filled, package):
    raw = package.read_bytes()
    for name in NAMES:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert name.encode(encoding) not in raw, name
            assert name.lower().encode(encoding) not in raw.lower(), name
    lea = Project.open(package)
    anna = lea.transcripts()[0]
    assert lea.text(anna.id).startswith("Interviewer: How did")
    assert "[carer 1]: Slowly." in lea.text(anna.id)
    assert {turn.speaker for turn in lea.transcript(anna.id).turns} == {"Interviewer", "[carer 1]"}
    assert [info.name for info in lea.transcripts()] == ["[carer 1]", "Ben", "Caro"]
    assert lea.participants()[0].label == "[carer 1]"
    assert lea.groups()[0].name == "[group 1]"
    assert lea.study().name == "[study]"
    assert lea.codebook()[filled.help].example == "[carer 1] said so."
    assert lea.package().deidentified
    assert lea.check() == []
    lea.close()


def test_the_project_stays_as_it_is(filled, out, names):
    before = dump(filled.project)
    done = filled.project.make_package("Lea", filled.transcripts, out, names=names)
    assert done.hidden > 6
    said = filled.project.next_undo().summary
    assert said == f"Handed out 3 transcripts to “Lea”, de-identified in {done.hidden} places"
    filled.project.undo()
    assert dump(filled.project) == before


def test_places_that_were_skipped_stay(filled, out, names):
    found = found_in(filled.project.sources(), names.list.entries)
    skipped = frozenset(each.key for each in found if each.words == "stubborn")
    hidden = HiddenNames(names.list, skipped)
    filled.project.make_package("Lea", filled.transcripts, out, names=hidden)
    with at_work(out) as lea:
        assert "stubborn" in lea.text(filled.transcripts[0])
        assert "Anna" not in lea.text(filled.transcripts[0])


def test_an_empty_list_is_refused(filled, out):
    with pytest.raises(Refused, match="list of names is empty"):
        filled.project.make_package("Lea", filled.transcripts, out, names=HiddenNames(NameList()))
    assert not out.exists()


# Taking it back ------------------------------------------------------------------------------


def test_work_finds_its_place_in_the_studys_own_words(filled, package):
    anna, ben, _caro = filled.transcripts
    texts = [filled.project.text(info.id) for info in filled.project.transcripts()]
    with at_work(package) as lea:
        code(lea, anna, filled.alone, "and she is right")
        code(lea, anna, filled.alone, "I am [a trait] 🙂")
        code(lea, anna, filled.help, "a trait")
        segment = code(lea, ben, filled.help, "My [person next door] brings bread")
        lea.add_memo("Who?", Subject(segment_id=segment))
        start = lea.text(ben).index("[person next door]")
        lea.add_memo("Here.", Subject(transcript_id=ben, start=start, end=start + 18))
        lea.apply_new_code(ben, "Bread", None, 0, 11)
        lea.finish_package()
    see(filled)
    plan, merged = take(filled.project, package)
    assert plan.conflicts == () and plan.unplaced == ()
    counts = {name: number for name, number in plan.counts().items() if number}
    assert counts == {"new segments": 5, "new codes": 1, "new memos": 2, "work done": 3}
    assert "“My neighbour brings bread” as “Help given” in “Ben”" in [r.title for r in plan.rows]
    assert sorted(coded(filled.project)) == sorted(
        [
            "and she is right",
            "I am stubborn 🙂",
            "stubborn",
            "My neighbour brings bread",
            "Interviewer",
        ]
    )
    here = next(memo for memo in memos(filled.project.file.db) if memo.text == "Here.")
    assert filled.project.text(ben)[here.start : here.end] == "neighbour"
    assert filled.project.segments_to_check() == ()
    assert [filled.project.text(info.id) for info in filled.project.transcripts()] == texts
    assert filled.project.participants()[0].label == "Anna"
    assert filled.project.check() == []
    assert filled.project.plan_merge(package).is_empty
    assert merged.left_out == ()


def test_an_untouched_file_brings_nothing(filled, package):
    plan = filled.project.plan_merge(package)
    assert plan.is_empty
    assert "Names were replaced in this file" in plan.notes[0]


def test_what_was_taken_back_is_told_apart_from_what_changed_after(filled, package):
    anna = filled.transcripts[0]
    with at_work(package) as lea:
        one = code(lea, anna, filled.alone, "I am [a trait] 🙂")
        two = code(lea, anna, filled.alone, "she is right")
    take(filled.project, package)
    with at_work(package) as lea:
        start = lea.text(anna).index("says that I am [a trait]")
        lea.resize_segment(one, start, start + len("says that I am [a trait]"))
        lea.remove_segment(two)
    plan, _merged = take(filled.project, package)
    assert {row.section for row in plan.rows} == {"other changes", "deletions"}
    assert coded(filled.project) == ["says that I am stubborn"]
    assert filled.project.plan_merge(package).is_empty


def test_what_was_corrected_here_carries_it_along(filled, package):
    anna = filled.transcripts[0]
    start = filled.project.text(anna).index("the bus was late again.")
    with at_work(package) as lea:
        code(lea, anna, filled.alone, "the bus was late again.")
        code(lea, anna, filled.alone, "I am [a trait] 🙂")
        code(lea, anna, filled.help, "Slowly.")
    begin = filled.project.text(anna).index("Slowly.")
    edits = [Edit(begin, begin + 8, ""), Edit(start, start + 7, "my old tram")]
    filled.project.edit_transcript(anna, edits)
    see(filled)
    plan, merged = take(filled.project, package)
    assert plan.unplaced == ("“Slowly.” as “Help given” in “[carer 1]”",)
    assert merged.left_out == plan.unplaced
    assert "No place here, because words or transcripts are gone: 1 segment." in plan.notes
    assert merged.whole_sentence().endswith("Left out: “Slowly.” as “Help given” in “[carer 1]”.")
    assert coded(filled.project) == ["my old tram was late again.", "I am stubborn 🙂"]
    assert len(filled.project.segments_to_check()) >= 1
    assert filled.project.plan_merge(package).rows == ()


def test_corrections_there_stay_there_and_are_named(filled, package):
    anna, ben, _caro = filled.transcripts
    texts = [filled.project.text(info.id) for info in filled.project.transcripts()]
    with at_work(package) as lea:
        start = lea.text(anna).index("the bus")
        lea.edit_transcript(anna, [Edit(start, start + 7, "the tram")])
        code(lea, anna, filled.alone, "the tram was late")
        lea.set_interviewer(ben, "Ben", True)
    plan, _merged = take(filled.project, package)
    assert "What Lea corrected in the words or speakers of “Anna”, “Ben” does not come over." in (
        plan.notes
    )
    assert [filled.project.text(info.id) for info in filled.project.transcripts()] == texts
    assert coded(filled.project) == ["the bus was late"]
    assert filled.project.plan_merge(package).rows == ()


def test_an_entry_that_the_coder_rewrote_is_asked_where_it_held_a_name(filled, package):
    with at_work(package) as lea:
        lea.edit_entry(filled.help, example="Somebody said so.", definition="Theirs.")
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    assert row.item.both == ("example",) and row.item.fields == ("definition",)
    filled.project.merge(plan, {row.number: "ours"})
    entry = filled.project.codebook()[filled.help]
    assert (entry.definition, entry.example) == ("Theirs.", "Anna said so.")


def test_what_was_deleted_or_withdrawn_here_does_not_come_back(filled, package):
    anna, ben, caro = filled.transcripts
    with at_work(package) as lea:
        segment = code(lea, anna, filled.alone, "Slowly.")
        lea.add_memo("On it.", Subject(segment_id=segment))
        code(lea, ben, filled.alone, "Nobody")
        code(lea, caro, filled.forms, "The forms.")
    filled.project.delete_transcripts([ben])
    filled.project.withdraw_participant(filled.project.participants()[0].id, "Anna")
    plan, merged = take(filled.project, package)
    assert plan.conflicts == ()
    assert len(plan.unplaced) == 3
    assert "No place here, because words or transcripts are gone: 2 segments and 1 memo." in (
        plan.notes
    )
    assert [info.name for info in filled.project.transcripts()] == ["Caro"]
    assert coded(filled.project) == ["The forms."]
    assert len(merged.left_out) == 3
    assert filled.project.check() == []


def test_a_code_deleted_here_and_used_there_is_asked(filled, package):
    with at_work(package) as lea:
        code(lea, filled.transcripts[1], filled.help, "Nobody")
    filled.project.delete_codes([filled.help])
    plan = filled.project.plan_merge(package)
    (row,) = plan.conflicts
    filled.project.merge(plan, {row.number: "theirs"})
    entry = next(each for each in filled.project.codebook() if each.name == "Help given")
    assert entry.example == "Anna said so."  # as it stood here
    assert coded(filled.project) == ["Nobody"]


def test_names_replaced_here_meanwhile(filled, package, names):
    found = found_in(filled.project.sources(), names.list.entries)
    with at_work(package) as lea:
        code(lea, filled.transcripts[0], filled.alone, "I am [a trait] 🙂")
    filled.project.deidentify(found, names.list)
    plan, _merged = take(filled.project, package)
    assert plan.conflicts == ()
    assert coded(filled.project) == ["I am [a trait] 🙂"]


def test_a_file_of_before_is_an_ordinary_one(filled, out):
    filled.project.make_package("Lea", filled.transcripts, out)
    with sqlite3.connect(out) as db:
        assert db.execute("SELECT deidentified FROM package").fetchall() == [(0,)]
    db.close()
    assert filled.project.plan_merge(out).notes == ()
