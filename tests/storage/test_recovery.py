"""Really damaged files: what is counted, what is recovered, and what is said to be lost."""

import random
import sqlite3

import pytest

from coder_gui.app.project import Project
from coder_gui.app.restoring import recovered_copy
from coder_gui.domain.errors import DamagedProject, ProjectFileError
from coder_gui.resources import resource
from coder_gui.storage import recovery, restore_points
from coder_gui.storage.encryption import new_key
from coder_gui.storage.project_file import open_file
from coder_gui.storage.repairing import GAP
from coder_gui.storage.schema import HISTORY, JOURNALLED
from filling import dump, fill

PAGE = 4_096
SAMPLE = resource("sample_project", "sample.coding").read_bytes()


@pytest.fixture
def sample(path):
    """Puts the sample study, damaged, where the test's project is."""

    def damage(change):
        content = bytearray(SAMPLE)
        changed = change(content)
        path.write_bytes(changed if changed is not None else content)
        return path

    return damage


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Every row of the sample study."""
    path = tmp_path_factory.mktemp("sound") / "sample.coding"
    path.write_bytes(SAMPLE)
    project = Project.open(path)
    rows = dump(project)
    project.close()
    return rows


def pages_of(*objects):
    """Numbers of the pages in which tables or indexes stand, first ones first."""
    with sqlite3.connect(":memory:") as db:
        db.deserialize(SAMPLE)
        marks = ", ".join("?" * len(objects))
        found = db.execute(
            f"SELECT pageno, pagetype FROM dbstat WHERE name IN ({marks}) ORDER BY pageno", objects
        ).fetchall()
    return found


def zero(content, *pages):
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)


def recovered(path):
    """Recover, look that the damaged file was left alone, and open what came of it."""
    before = path.read_bytes()
    result = recovered_copy(path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "study (recovered).coding",
        "study.coding",
    ]
    project = Project.open(result.path)
    assert project.check() == []
    return project, result.lost


def counts(path):
    found = recovery.survey(path)
    return [(each.rows, each.of) for each in (found.transcripts, found.codes, found.segments)]


def test_a_sound_file_is_recovered_whole_with_its_history(filled, path):
    before = dump(filled.project)
    filled.project.close()
    project, lost = recovered(path)
    assert lost == ()
    assert dump(project) == before
    assert project.undo().summary == "Wrote a journal entry"
    project.close()


def test_leaf_pages_that_were_zeroed_cost_their_rows_only(sample, sound, stamps):
    leaves = [page for page, kind in pages_of("segment") if kind == "leaf"]
    path = sample(lambda content: zero(content, *leaves[2:4]))
    with pytest.raises(DamagedProject, match="is damaged and was not changed") as failure:
        open_file(path, stamps)
    assert failure.value.path == path
    (transcripts, codes, (read, known)) = counts(path)
    assert (transcripts, codes, known) == ((36, 36), (58, 58), 1285)
    assert 1285 - 80 < read < 1285
    project, lost = recovered(path)
    assert lost[0] == f"{1285 - read} segments could not be read."
    after = dump(project)
    assert set(after.pop("segment")) < set(sound["segment"])
    assert after == {table: rows for table, rows in sound.items() if table != "segment"}
    assert len(dump(project)["segment"]) == read
    project.close()


def test_a_gap_in_a_text_is_marked_and_moves_no_passage(sample, sound):
    texts = {row[0]: row[1:] for row in sound["transcript"]}
    blocks = [(row[1], row[2], row[3]) for row in sound["text_block"]]
    page_of = {
        (transcript, position): SAMPLE.index(text.encode()[:200]) // PAGE + 1
        for transcript, position, text in blocks
    }
    # A transcript of which one page holds the beginning, and another one the rest.
    number, position = next(
        key for key, page in page_of.items() if key[1] and page != page_of[key[0], 0]
    )
    path = sample(lambda content: zero(content, page_of[number, position]))
    assert counts(path)[0][0] < 36
    project, lost = recovered(path)
    name, length = texts[number][0], texts[number][2]
    assert any(name in sentence and "a mark stands for them" in sentence for sentence in lost)
    before = "".join(text for transcript, _position, text in blocks if transcript == number)
    after = project.text(number)
    assert len(after) == len(before) == length
    assert GAP.strip() in after
    kept = sum(len(text) for key, place, text in blocks if key == number and place < position)
    assert after[:kept] == before[:kept]
    assert dump(project)["segment"] == sound["segment"]
    project.close()


def test_a_gap_before_the_end_keeps_what_follows_in_its_place(filled, path):
    project, anna = filled.project, filled.transcripts[0]
    text = project.text(anna)
    project.close()
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM text_block WHERE transcript_id = ?", (anna,))
        for position, (start, end) in enumerate([(0, 40), (40, 110), (110, len(text))]):
            if position != 1:
                db.execute(
                    "INSERT INTO text_block (transcript_id, position, text) VALUES (?, ?, ?)",
                    (anna, position, text[start:end]),
                )
    db.close()
    project, lost = recovered(path)
    assert "70 characters of “Anna” could not be read; a mark stands for them." in lost
    after = project.text(anna)
    assert (after[:40], after[110:], len(after)) == (text[:40], text[110:], len(text))
    project.close()


@pytest.mark.parametrize(
    ("share", "loses"), [(0.2, True), (0.5, True), (0.9, True), (0.999, False)]
)
def test_a_truncated_file(sample, share, loses):
    path = sample(lambda content: content[: int(len(content) * share)])
    found = counts(path)
    assert found[0][0] > 0
    project, lost = recovered(path)
    assert bool(lost) == loses  # the last page of all is one of an index
    assert [len(project.transcripts()), len(project.codebook())] >= [found[0][0], found[1][0]]
    assert project.study().name == "Peer workers in recovery services"
    project.add_code("Work goes on")
    project.undo()
    project.close()


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes(sample, seed):
    chance = random.Random(seed)

    def flip(content):
        for _ in range(10 ** (1 + seed % 3)):
            content[chance.randrange(PAGE, len(content))] ^= 1 << chance.randrange(8)

    path = sample(flip)
    read = counts(path)[2][0]
    project, _lost = recovered(path)
    # Some that can be read break the rules of their table.
    assert read * 0.95 <= project.facts().segments <= read
    project.close()


@pytest.mark.parametrize("words", [b"coder(id) ON DELETE", b"stance TEXT CHECK", b"comment TEXT"])
def test_a_damaged_description_of_a_table_costs_no_row_of_it(sample, words):
    def change(content):
        place = content.index(words, content.index(b"CREATE TABLE segment"))
        content[place + 5] ^= 1

    path = sample(change)
    assert counts(path)[2][0] > 1_000
    project, lost = recovered(path)
    assert project.facts().segments == counts(path)[2][0]
    assert lost == ()
    assert [each.name for each in path.parent.iterdir() if "reading" in each.name] == []
    project.close()


def test_letters_that_changed_are_told(sample):
    def change(content):
        place = content.index(b"The red light")
        content[place : place + 3] = b"\xff\xfe\xfd"

    path = sample(change)
    assert counts(path)[0] == (35, 36)
    project, lost = recovered(path)
    assert any("Letters in “consumer-01” are not as they were" in each for each in lost)
    project.close()


def test_missing_tables_are_replaced_as_far_as_possible(filled, path):
    filled.project.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for table in ("coder", "study", "participant", "memo", "step_row"):
            db.execute(f"DROP TABLE {table}")
    db.close()
    project, lost = recovered(path)
    assert [coder.name for coder in project.coders()] == [
        "Coder 1 (recovered)",
        "Coder 2 (recovered)",
    ]
    assert project.study().name == "study"
    assert project.facts().segments == 6
    assert project.participants() == ()
    assert project.next_undo() is None
    assert "The study sheet was lost; the study is named after its file." in lost
    assert any("history could not be read whole" in each for each in lost)
    project.close()


def test_codes_that_are_gone_get_stand_ins_and_their_segments_stay(filled, path):
    filled.project.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM code WHERE id IN (?, ?)", (filled.alone, filled.theme))
        db.execute("DELETE FROM participant_group")
        db.execute("DELETE FROM speaker WHERE id = 1")
        db.execute("UPDATE code SET parent_id = id WHERE id = ?", (filled.help,))
    db.close()
    project, lost = recovered(path)
    names = {code.name: code.parent_id for code in project.codebook()}
    assert names == {f"Code {filled.alone} (recovered)": None, "Help given": None, "Forms": None}
    assert project.facts().segments == 6
    assert {person.group_id for person in project.participants()} == {None}
    assert "1 code lost the name and got another one." in lost
    project.close()


def test_nothing_to_recover_leaves_nothing(path):
    path.write_bytes(bytes(80_000))
    with pytest.raises(ProjectFileError):
        recovered_copy(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_second_recovery_gets_a_name_of_its_own(filled, path):
    filled.project.close()
    made = [recovered_copy(path).path.name for _ in range(2)]
    assert made == ["study (recovered).coding", "study (recovered 2).coding"]


def test_a_file_that_lost_its_first_page_is_damaged_if_it_has_restore_points(filled, path, stamps):
    restore_points.keep(filled.project.file.db, "x")
    filled.project.close()
    path.write_bytes(b"")
    with pytest.raises(DamagedProject, match="is not a project of Interview Coder, or it is"):
        open_file(path, stamps)


def test_a_damaged_protected_project_is_recovered_under_its_key(path, stamps):
    key = new_key("correct horse battery")
    project = Project.create(path, "Secret", "Mira", stamps, key)
    fill(project)
    before = dump(project)
    root = project.file.db.value("SELECT rootpage FROM sqlite_master WHERE name = 'memo'")
    project.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE + 100] ^= 255
    path.write_bytes(content)
    result = recovered_copy(path, key)
    assert b"neighbour" not in result.path.read_bytes()
    again = Project.open(result.path, key=key)
    after = dump(again)
    assert after.pop("memo") == []
    before.pop("memo")
    assert after == before
    again.close()


def test_every_table_is_carried_over():
    assert set(JOURNALLED).isdisjoint(HISTORY)
    with sqlite3.connect(":memory:") as db:
        db.deserialize(SAMPLE)
        tables = {
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("_", "sqlite_"))
        }
    assert tables == {*JOURNALLED, *HISTORY}
