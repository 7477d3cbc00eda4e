"""Growing the codebook, with what is stored and what is told."""

import pytest

from coder_gui.domain.errors import Refused
from coder_gui.domain.palette import PALETTE
from coder_gui.storage.memos import Subject
from coder_gui.storage.segments import Passage
from filling import dump


def last(filled):
    return filled.notices[-1].summary


def tree(project):
    return [(code.name, depth) for code, depth in project.codebook().walk()]


@pytest.fixture
def letters(project):
    """A project with the codes A to D at the top and a, b, c under A."""
    ids = {name: project.add_code(name) for name in "ABCD"}
    ids |= {name: project.add_code(name, ids["A"]) for name in "abc"}
    return ids


def order(project, parent=None):
    return "".join(code.name for code in project.codebook().children(parent))


def test_adding_themes_and_codes(filled):
    project = filled.project
    theme = project.add_code(" New  theme ", kind="theme")
    assert last(filled) == "Added the theme “New theme”"
    code = project.add_code("New code", theme)
    assert last(filled) == "Added the code “New code”"
    book = project.codebook()
    assert (book[theme].kind, book[theme].colour) == ("theme", "ochre")
    assert (book[code].kind, book[code].colour, book[code].parent_id) == ("code", None, theme)
    assert tree(project)[-2:] == [("New theme", 0), ("New code", 1)]
    with pytest.raises(Refused, match="name"):
        project.add_code("\t")
    assert len(filled.notices) == 2


def test_top_level_codes_take_the_colours_in_turn(project):
    for number in range(len(PALETTE) + 1):
        project.add_code(f"Theme {number}")
    colours = [code.colour for code in project.codebook()]
    assert colours == [*PALETTE, next(iter(PALETTE))]


def test_renaming_recolouring_and_changing_kind(filled):
    project, code_id = filled.project, filled.alone
    acts = [
        (
            lambda: project.rename_code(code_id, "On her own"),
            "Renamed “Nobody there” to “On her own”",
        ),
        (lambda: project.recolour_code(code_id, "rust"), "Changed the colour of “On her own”"),
        (lambda: project.recolour_code(code_id, None), "Changed the colour of “On her own”"),
        (lambda: project.set_kind(code_id, "theme"), "Made “On her own” a theme"),
        (lambda: project.edit_entry(code_id, brief="b"), "Changed the entry of “On her own”"),
    ]
    for act, summary in acts:
        before = dump(project)
        act()
        assert last(filled) == summary
        assert dump(project) != before
        act()
    assert len(filled.notices) == len(acts)
    code = project.codebook()[code_id]
    assert (code.name, code.kind, code.colour, code.brief) == ("On her own", "theme", None, "b")


def test_an_entry_has_five_written_fields(filled):
    fields = {
        "brief": "In short.",
        "definition": "At length.",
        "use_when": "Always.",
        "avoid_when": "Never.",
        "example": "“So”",
    }
    filled.project.edit_entry(filled.alone, **fields)
    code = filled.project.codebook()[filled.alone]
    assert {name: getattr(code, name) for name in fields} == fields
    with pytest.raises(AssertionError):
        filled.project.edit_entry(filled.alone, name="not this way")


@pytest.mark.parametrize(
    ("moved", "before", "result"),
    [
        ("C", "A", "CABD"),
        ("A", "D", "BCAD"),
        ("A", None, "BCDA"),
        ("DB", "A", "DBAC"),
        ("AB", "D", "CABD"),
        ("B", "B", "ABCD"),
        ("B", "C", "ABCD"),
        ("D", "D", "ABCD"),
        ("BC", "B", "ABCD"),
        ("D", None, "ABCD"),
    ],
)
def test_moving_among_siblings(project, letters, moved, before, result):
    project.move_codes([letters[each] for each in moved], None, letters.get(before))
    assert order(project) == result


def test_moving_to_where_it_stands_is_no_step(project, letters):
    notices = []
    project.changed = notices.append
    project.move_codes([letters["B"]], None, letters["C"])
    project.move_codes([letters["c"]], letters["A"])
    assert notices == []


def test_moving_under_another(project, letters):
    notices = []
    project.changed = notices.append
    project.move_codes([letters["D"]], letters["A"], letters["b"])
    assert order(project, letters["A"]) == "aDbc"
    assert order(project) == "ABC"
    assert notices[-1].summary == "Moved “D” under “A”"
    project.move_codes([letters["D"], letters["a"]], None, letters["B"])
    assert order(project) == "ADaBC"
    assert notices[-1].summary == "Moved 2 codes to the top"
    project.undo()
    project.undo()
    assert (order(project), order(project, letters["A"])) == ("ABCD", "abc")


def test_a_code_that_reaches_the_top_keeps_its_colour(project, letters):
    assert project.codebook()[letters["a"]].colour is None
    project.recolour_code(letters["A"], "#010203")
    project.move_codes([letters["a"]], None)
    assert project.codebook()[letters["a"]].colour == "#010203"
    project.recolour_code(letters["b"], "rust")
    project.move_codes([letters["b"]], None)
    assert project.codebook()[letters["b"]].colour == "rust"


def test_a_circle_is_refused(filled):
    before = dump(filled.project)
    for parent in (filled.theme, filled.alone):
        with pytest.raises(Refused, match="own branch"):
            filled.project.move_codes([filled.forms, filled.theme], parent)
    assert dump(filled.project) == before
    assert filled.notices == []


def test_merging_moves_segments_memos_and_children(filled):
    project = filled.project
    child = project.add_code("Child", filled.help)
    memo = project.add_memo("On help.", Subject(code_id=filled.help))
    filled.notices.clear()
    before = dump(project)
    project.merge_codes(filled.help, filled.alone)
    book = project.codebook()
    assert filled.help not in book
    assert book[child].parent_id == filled.alone
    assert memo in [each.id for each in project.memos_on(Subject(code_id=filled.alone))]
    assert {each.code_id for each in project.segments_by_id(filled.segments[:3])} == {filled.alone}
    assert last(filled) == "Merged “Help given” into “Nobody there”, 2 segments"
    project.undo()
    assert dump(project) == before


def test_merging_keeps_identical_passages_once_with_both_comments(filled):
    project, kept = filled.project, filled.segments[0]
    twin = filled.code(filled.transcripts[0], filled.forms, "the bus was late")
    project.annotate_segment(kept, "Mine.", None)
    project.annotate_segment(twin, "Other.", "against")
    memo = project.add_memo("On the twin.", Subject(segment_id=twin))
    project.coder_id = filled.noor
    theirs = filled.code(filled.transcripts[0], filled.forms, "the bus was late")
    project.coder_id = filled.mira
    before = dump(project)
    project.merge_codes(filled.forms, filled.alone)
    assert last(filled) == "Merged “Forms” into “Nobody there”, 3 segments"
    (segment,) = project.segments_by_id([kept, twin])
    assert (segment.id, segment.comment, segment.stance) == (kept, "Mine.\nOther.", "against")
    assert memo in [each.id for each in project.memos_on(Subject(segment_id=kept))]
    # Another coder's coding of the same words is their own and stays.
    assert project.segments_by_id([theirs])[0].code_id == filled.alone
    project.undo()
    assert dump(project) == before


def test_merging_keeps_every_comment_of_passages_coded_twice(filled):
    project, caro = filled.project, filled.transcripts[2]
    project.apply_codes(
        [Passage(caro, filled.help, 1, 0, 5, text) for text in ("one", "two")]
        + [Passage(caro, filled.alone, 1, 0, 5, text, "for") for text in ("three", "four")],
        "Imported",
    )
    project.merge_codes(filled.help, filled.alone)
    assert last(filled).endswith("4 segments")
    mine = [(each.comment, each.stance) for each in project.segments(caro) if each.end == 5]
    assert mine == [("three\none\ntwo", "for"), ("four", "for")]


def test_merging_joins_the_written_entries(filled):
    project = filled.project
    project.edit_entry(filled.help, brief="Same.", definition="From help.", use_when="Help.")
    project.edit_entry(filled.alone, brief="Same.", definition="From alone.")
    project.merge_codes(filled.help, filled.alone)
    code = project.codebook()[filled.alone]
    also = "Also called “Help given”."
    assert (code.brief, code.definition) == ("Same.", f"From alone.\n\nFrom help.\n\n{also}")
    assert code.use_when == "Help."


@pytest.mark.parametrize("name", ["The forms.", "nobody can fill"])
def test_a_name_in_vivo_is_kept_in_the_history_and_not_in_the_entry(filled, name):
    project, caro = filled.project, filled.transcripts[2]
    vivo = project.add_code(name)
    filled.code(caro, vivo, "The forms.")
    filled.code(caro, vivo, "Nobody can fill them in alone.")
    project.merge_codes(vivo, filled.help)
    assert project.codebook()[filled.help].definition == ""
    assert last(filled) == f"Merged “{name}” into “Help given”, 2 segments"


def test_merging_a_child_into_its_parent_keeps_its_children(filled):
    project = filled.project
    project.add_code("Deep", filled.help)
    project.merge_codes(filled.help, filled.theme)
    assert tree(project) == [("Being alone", 0), ("Nobody there", 1), ("Deep", 1), ("Forms", 0)]


def test_a_merge_that_makes_no_sense_is_refused(filled):
    before = dump(filled.project)
    with pytest.raises(Refused, match="itself"):
        filled.project.merge_codes(filled.theme, filled.theme)
    with pytest.raises(Refused, match="stands under “Being alone”"):
        filled.project.merge_codes(filled.theme, filled.alone)
    assert dump(filled.project) == before
    assert filled.notices == []


def test_deleting_one_code(filled):
    filled.project.delete_codes([filled.forms])
    assert filled.forms not in filled.project.codebook()
    assert last(filled) == "Deleted “Forms” and 1 segment"


def test_deleting_a_branch(filled):
    project = filled.project
    before = dump(project)
    project.delete_codes([filled.theme, filled.alone])
    assert tree(project) == [("Forms", 0)]
    assert last(filled) == "Deleted 3 codes and 5 segments"
    assert [memo.text for memo in project.memos()] == [
        "About the whole.",
        "On Anna.",
        "On Ben.",
        "Today I read everything.",
    ]
    project.undo()
    assert dump(project) == before


def test_deleting_nothing_is_no_step(filled):
    filled.project.delete_codes([])
    assert filled.notices == []
