"""Correcting a transcript: what is stored, what is carried along, and what comes back."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.app.project import Project
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.domain.text import stored
from coder_gui.storage.memos import Subject
from filling import ANNA, draft, dump, ticking_stamps


@pytest.fixture(autouse=True)
def opened(request):
    """Mira may see what Noor did."""
    if "filled" in request.fixturenames:
        filled = request.getfixturevalue("filled")
        filled.project.open_comparison((filled.mira, filled.noor))
        filled.notices.clear()


def quotes(project, transcript_id):
    everybody = [coder.id for coder in project.coders()]
    text = project.text(transcript_id)
    return {s.id: text[s.start : s.end] for s in project.segments(transcript_id, everybody)}


def edit_of(project, transcript_id, words, new):
    start = project.text(transcript_id).index(words)
    return Edit(start, start + len(words), new)


def test_a_typo_moves_what_is_behind_it_and_marks_what_it_is_in(filled):
    project, (anna, *_others) = filled.project, filled.transcripts
    before = quotes(project, anna)
    done = project.edit_transcript(anna, [edit_of(project, anna, "bus", "tram")])
    late, sister, again = (filled.segments[n] for n in (0, 1, 4))
    assert done.changed == (late, again)
    assert done.lost == ()
    after = quotes(project, anna)
    assert after[late] == "the tram was late"
    assert after[again] == "tram was late again"
    assert after[sister] == before[sister] == "My sister says that I am stubborn 🙂"
    assert [s.id for s in project.segments_to_check()] == [late, again]
    assert project.check() == []
    (notice,) = filled.notices
    assert notice.summary == "Corrected 1 place in “Anna”; 2 segments to look at again"
    info = project.transcripts()[0]
    text = project.text(anna)
    assert info.length == len(text) == len(ANNA) + 1
    assert info.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_what_was_looked_at_is_no_longer_listed(filled):
    project, anna = filled.project, filled.transcripts[0]
    project.edit_transcript(anna, [edit_of(project, anna, "bus", "tram")])
    first, second = (s.id for s in project.segments_to_check())
    project.mark_checked([first])
    assert [s.id for s in project.segments_to_check()] == [second]
    project.undo()
    assert [s.id for s in project.segments_to_check()] == [first, second]
    project.undo()
    assert project.segments_to_check() == ()


def test_a_segment_whose_words_all_go_is_removed_and_comes_back(filled):
    project, anna = filled.project, filled.transcripts[0]
    before = dump(project)
    done = project.edit_transcript(
        anna, [edit_of(project, anna, "I had been up since five, and the bus was late again.", "")]
    )
    assert done.lost == (filled.segments[0], filled.segments[4])
    assert set(quotes(project, anna)) == {filled.segments[1]}
    assert filled.notices[-1].summary.endswith("2 segments lost all words and went")
    project.undo()
    assert dump(project) == before


def test_memos_turns_and_emphasis_go_along(filled):
    project, anna = filled.project, filled.transcripts[0]
    start, end = filled.span(anna, "My sister")
    memo = project.add_memo("Who?", Subject(transcript_id=anna, start=start, end=end))
    start, end = filled.span(anna, "Slowly")
    gone = project.add_memo("What?", Subject(transcript_id=anna, start=start, end=end))
    shown = project.transcript(anna)
    done = project.edit_transcript(anna, [Edit(0, 0, "“"), edit_of(project, anna, "Slowly", "")])
    now = project.transcript(anna)
    memos = {each.id: each for each in project.memos()}
    assert now.text[memos[memo].start : memos[memo].end] == "My sister"
    assert done.memos == 1
    assert memos[gone].start == memos[gone].end
    assert [t.speaker for t in now.turns] == [t.speaker for t in shown.turns]
    said = [now.text[t.speech : t.end] for t in now.turns]
    assert said[0] == "How did the week begin?"
    assert said[1] == ". I had been up since five, and the bus was late again."
    assert len(shown.spans) == 1
    assert now.spans == ()
    assert project.check() == []


def test_a_new_line_becomes_a_turn_of_its_speaker(filled):
    project, anna = filled.project, filled.transcripts[0]
    project.edit_transcript(
        anna, [edit_of(project, anna, "I walked.", "I walked.\nInterviewer: Far?\nAnna: No.")]
    )
    turns = project.transcript(anna).turns
    assert [t.speaker for t in turns] == ["Interviewer", "Anna"] * 3
    assert [t.interviewer for t in turns] == [True, False] * 3


def test_an_edit_that_does_not_fit_changes_nothing(filled):
    project, anna = filled.project, filled.transcripts[0]
    before = dump(project)
    with pytest.raises(Refused, match="changed in the meantime"):
        project.edit_transcript(anna, [Edit(5, len(ANNA) + 9, "")])
    with pytest.raises(Refused, match="without words"):
        project.edit_transcript(anna, [Edit(0, len(ANNA), " \n")])
    with pytest.raises(Refused, match="no longer in the project"):
        project.edit_transcript(99, [])
    assert dump(project) == before
    assert filled.notices == []


def test_an_edit_that_changes_nothing_leaves_no_step(filled):
    project, anna = filled.project, filled.transcripts[0]
    step = project.next_undo()
    done = project.edit_transcript(anna, [Edit(3, 6, project.text(anna)[3:6])])
    assert (done.places, done.changed) == (0, ())
    assert project.next_undo() == step


def test_a_corrected_file_takes_the_place_and_keeps_the_codings(filled):
    project, anna = filled.project, filled.transcripts[0]
    before, rows = quotes(project, anna), dump(project)
    project.set_interviewer(anna, "Anna", True)
    corrected = ANNA.replace("since five", "since half past four").replace("bus", "tram")
    corrected += "Interviewer: Thank you.\n"
    done = project.replace_text(anna, draft("Anna v2", corrected, b"PK new"))
    assert project.text(anna) == corrected
    after = quotes(project, anna)
    assert set(after) == set(before)
    assert after[filled.segments[0]] == "the tram was late"
    assert set(done.changed) == {filled.segments[0], filled.segments[4]}
    shown = project.transcript(anna)
    assert len(shown.turns) == 5
    assert {t.speaker for t in shown.turns if t.interviewer} == {"Interviewer", "Anna"}
    assert shown.info.source_name == "Anna v2.docx"
    assert project.check() == []
    project.undo()
    project.undo()
    assert dump(project) == rows


def test_a_corrected_file_is_taken_as_it_is_also_where_lines_go(filled):
    project, anna = filled.project, filled.transcripts[0]
    lines = ANNA.splitlines(keepends=True)
    for corrected in (
        lines[0].rstrip() + " " + lines[1],
        lines[1] + lines[0].rstrip() + lines[3],
        "Head\n" + "".join(lines[::-1]),
    ):
        project.replace_text(anna, draft("Anna v2", corrected))
        assert project.text(anna) == corrected
        assert project.check() == []


def test_a_long_text_logs_one_block_a_correction(project):
    text = "".join(f"Anna: Line {n} says what it says, and then some more.\n" for n in range(1_500))
    (one,) = project.import_transcripts([draft("Long", text)]).imported
    rows = "SELECT count(*) FROM step_row WHERE table_name = 'text_block' AND step_id = ?"
    project.edit_transcript(one, [edit_of(project, one, "Line 700 ", "Line seven hundred ")])
    assert project.file.db.value(rows, (project.next_undo().id,)) == 1
    project.edit_transcript(one, [Edit(0, 0, "Anna: word " * 5_000 + "\n")])
    blocks = project.file.db.all("SELECT length(text) FROM text_block")
    assert max(blocks)[0] <= 4 * 4_000
    assert project.check() == []


ALPHABET = "ab c.\n\r👩🏽\u200dé\u0301مرحبا家庭"


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(data=st.data())
def test_a_segment_whose_words_did_not_change_quotes_the_same_words(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("edits") / "study.coding"
    project = Project.create(path, "Study", "Mira", ticking_stamps())
    project.file.db.execute("PRAGMA synchronous = OFF")
    code = project.add_code("Code")
    text = stored("Anna: " + data.draw(st.text(alphabet=ALPHABET, min_size=9, max_size=90)) + "x")
    (one,) = project.import_transcripts([draft("Anna", text)]).imported
    places = st.integers(0, len(text))
    for _ in range(data.draw(st.integers(1, 8))):
        start, end = sorted(data.draw(st.tuples(places, places)))
        if text[start:end].strip():
            project.apply_code(one, code, start, end)
    cuts = sorted(data.draw(st.lists(places, max_size=6)))
    new = st.text(alphabet=ALPHABET, max_size=8)
    edits = [Edit(a, b, data.draw(new)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    before, quoted = dump(project), quotes(project, one)
    old = {s.id: s for s in project.segments(one)}
    try:
        done = project.edit_transcript(one, edits)
    except Refused:
        assert dump(project) == before
        return
    after = quotes(project, one)
    assert set(after) | set(done.lost) == set(quoted)
    for segment_id, words in after.items():
        assert (words != quoted[segment_id]) == (segment_id in done.changed)
        segment = old[segment_id]
        if all(e.end <= segment.start or e.start >= segment.end for e in edits):
            assert words == quoted[segment_id]
    assert {s.id for s in project.segments_to_check()} == set(done.changed)
    assert project.check() == []
    if done.places:
        project.undo()
    assert dump(project) == before
    project.close()
