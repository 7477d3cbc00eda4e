"""Hundreds of random steps: undo everything is the start, redo everything is the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from coder_gui.app.project import Project
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.changes import Changes
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.storage.memos import Subject
from coder_gui.storage.segments import Passage
from filling import ANNA, BEN, Dump, different, draft, dump, ticking_stamps

LABELS = ("Anna", "anna 1", "Ben", "Çiğdem", "🙂")
KINDS = ("text", "date", "yes_no")
STANCES = (None, "for", "against", "mixed")
CHOICES = ("A", "B", "union", "intersection", "edited", "dropped", "deferred")


class Walk:
    """A project, one random step after the other, with the states that undo must bring back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stamps = ticking_stamps()
        self.notices: list[Changes] = []
        self._attach(Project.create(path, "Walk", "Mira", self.stamps))
        self.past: list[Dump] = [dump(self.project)]
        self.future: list[Dump] = []

    def _attach(self, project: Project) -> None:
        self.project = project
        self.project.changed = self.notices.append
        # What is tested is what is stored, not when the disk has it: this is ten times faster.
        self.project.file.db.execute("PRAGMA synchronous = OFF")

    def act(self, name: str, a: int, b: int) -> None:
        if name in ("undo", "redo", "reopen"):
            getattr(self, name)()
            return
        before, told = self.past[-1], len(self.notices)
        try:
            STEPS[name](self.project, a, b)
        except Refused:
            assert dump(self.project) == before
        after = dump(self.project)
        changed = different(before, after)
        assert len(self.notices) - told == bool(changed), name
        if changed:
            self._check_notice(changed, "done")
            self.past.append(after)
            self.future.clear()

    def undo(self) -> bool:
        return self._replay(self.project.undo, self.past[:-1], self.past, self.future, "undone")

    def redo(self) -> bool:
        return self._replay(self.project.redo, self.future, self.future, self.past, "redone")

    def _replay(
        self,
        replay: Callable[[], Changes | None],
        expected: list[Dump],
        source: list[Dump],
        target: list[Dump],
        kind: str,
    ) -> bool:
        before, told = dump(self.project), len(self.notices)
        changes = replay()
        if not expected:
            assert changes is None
            assert len(self.notices) == told
            assert dump(self.project) == before
            return False
        assert dump(self.project) == expected[-1]
        assert self.notices[told:] == [changes]
        self._check_notice(different(before, expected[-1]), kind)
        target.append(source.pop())
        return True

    def _check_notice(self, changed: dict[str, set[int]], kind: str) -> None:
        notice = self.notices[-1]
        assert notice.kind == kind
        for table, ids in changed.items():
            assert ids <= notice.ids(table), (notice.label, table)
        assert self.project.file.db.all("SELECT * FROM temp.open_step") == []

    def reopen(self) -> None:
        self.project.close()
        self._attach(Project.open(self.path, stamps=self.stamps))
        assert dump(self.project) == self.past[-1]


def pick(things: Sequence[Any], number: int) -> int | None:
    """The id of one of the things; None when there are none."""
    return things[number % len(things)].id if things else None


def pick_or_none(things: Sequence[Any], number: int) -> int | None:
    return None if number % 5 == 0 else pick(things, number)


def with_one(ask: Callable[[Project], Sequence[Any]], act: Callable[..., None]) -> Any:
    """An action on one thing, left out while there is none."""

    def step(project: Project, a: int, b: int) -> None:
        chosen = pick(ask(project), a)
        if chosen is not None:
            act(project, chosen, b)

    return step


def codes(project: Project) -> list[Any]:
    return list(project.codebook())


def segments(project: Project) -> list[Any]:
    everybody = [coder.id for coder in project.coders()]
    infos = project.transcripts()
    return [each for info in infos for each in project.segments(info.id, everybody)]


def import_some(project: Project, a: int, b: int) -> None:
    text = (ANNA, BEN)[a % 2] * (b % 3 + 1) + "x" * (a % 7)
    project.import_transcripts(
        [draft(LABELS[a % 5], text, bytes(range(b % 256))), draft(f"P-{b % 9:02}", f"{b} ä\n")],
        keep_originals=a % 3 > 0,
    )


def delete_transcripts(project: Project, a: int, b: int) -> None:
    ids = [info.id for info in project.transcripts()]
    project.delete_transcripts(ids[a % 4 : a % 4 + b % 2 + 1])


def delete_codes(project: Project, a: int, b: int) -> None:
    ids = [code.id for code in project.codebook()]
    project.delete_codes(ids[a % 9 : a % 9 + b % 2 + 1])


def move_codes(project: Project, a: int, b: int) -> None:
    book = codes(project)
    moved = [code.id for code in book[a % 7 : a % 7 + b % 3 + 1]]
    if moved:
        project.move_codes(moved, pick_or_none(book, b), pick_or_none(book, a + b))


def merge_codes(project: Project, a: int, b: int) -> None:
    book = codes(project)
    if book:
        project.merge_codes(pick(book, a) or 0, pick(book, b) or 0)


def apply_code(project: Project, a: int, b: int) -> None:
    info, code = pick(project.transcripts(), a), pick(codes(project), b)
    project.coder_id = pick(project.persons(), a + b) or 1
    if info and code:
        project.apply_code(info, code, a % 11, a % 11 + b % 13)


def apply_many(project: Project, a: int, b: int) -> None:
    info, code = pick(project.transcripts(), a), pick(codes(project), b)
    if info and code:
        passages = [Passage(info, code, 1, n, n + 3, "c" * (a % 2)) for n in range(b % 5)]
        project.apply_codes(passages, "Applied some codes")


def write_memo(project: Project, a: int, b: int) -> None:
    kinds = {
        "transcript_id": project.transcripts(),
        "code_id": codes(project),
        "segment_id": segments(project),
        "participant_id": project.participants(),
    }
    name = (*kinds, "nothing")[a % 5]
    on = pick(kinds.get(name, ()), b)
    project.add_memo(f"Memo {b}", Subject(**{name: on}) if on else None)


def import_people(project: Project, a: int, b: int) -> None:
    rows = [
        {"label": LABELS[n % 5], "group": f"Group {n % 3}" if n % 4 else "", "Age": str(n % 2)}
        for n in range(a % 5, a % 5 + b % 4)
    ]
    project.import_participants(rows + [{"sub_role": "Nurse"}] * (b % 2))


def set_value(project: Project, a: int, b: int) -> None:
    person, question = pick(project.participants(), a), pick(project.attributes(), b)
    if person and question:
        project.set_value(person, question, str(b % 3) if a % 3 else "")


def give_transcripts(project: Project, a: int, b: int) -> None:
    ids = [info.id for info in project.transcripts()][: b % 4]
    verb = project.assign if a % 2 else project.unassign
    verb(pick(project.coders(), a) or 1, ids)


def correct(project: Project, info: int, b: int) -> None:
    length = len(project.text(info))
    start, end = sorted((b * 7 % (length + 1), (b * 7 + b % 23) % (length + 1)))
    words = ("", "x", "\nAnna: what 🙂", "\r\n", "ä\nInterviewer: So?\n")[b % 5]
    project.edit_transcript(info, [Edit(start, end, words), Edit(length, length, "end"[: b % 4])])


def replace_text(project: Project, info: int, b: int) -> None:
    corrected = (ANNA, BEN, ANNA.replace("bus", "tram"))[b % 3]
    project.replace_text(info, draft("Corrected", corrected * (b % 2 + 1), b"new"))


def finish(project: Project, info: int, b: int) -> None:
    project.set_finished(pick(project.coders(), b) or 1, [info], b % 3 > 0)


def open_comparison(project: Project, a: int, b: int) -> None:
    people = project.persons()
    project.open_comparison((pick(people, a) or 1, pick(people, b) or 1))


def settle(project: Project, a: int, b: int) -> None:
    opened = project.comparisons()
    if opened:
        pair = opened[a % len(opened)].first_id, opened[a % len(opened)].second_id
        scope = Scope(pair[:: 1 if b % 2 else -1])
        components = project.components_of(scope).make()
        some = components[b % 5 : b % 5 + a % 3]
        if a % 5:
            ranges = [(each.start, each.end) for each in some[:1]]
            project.settle(scope, some, CHOICES[b % len(CHOICES)], ranges, "Why" * (a % 2))
        else:
            project.reopen(scope, some)


STEPS: dict[str, Callable[[Project, int, int], object]] = {
    "import transcripts": import_some,
    "delete transcripts": delete_transcripts,
    "correct": with_one(Project.transcripts, correct),
    "replace text": with_one(Project.transcripts, replace_text),
    "mark checked": with_one(Project.segments_to_check, lambda p, id, _b: p.mark_checked([id])),
    "rename transcript": with_one(
        Project.transcripts, lambda p, id, b: p.rename_transcript(id, f"T{b % 3}")
    ),
    "set participant": with_one(
        Project.transcripts, lambda p, id, b: p.set_participant(id, pick(p.participants(), b))
    ),
    "set interviewer": with_one(
        Project.transcripts, lambda p, id, b: p.set_interviewer(id, LABELS[b % 3], b % 4 > 1)
    ),
    "add code": lambda p, a, b: p.add_code(
        f"Code {a % 9}", pick_or_none(codes(p), b), "theme" if a % 3 else "code"
    ),
    "rename code": with_one(codes, lambda p, id, b: p.rename_code(id, f"Name {b % 3}")),
    "recolour code": with_one(codes, lambda p, id, b: p.recolour_code(id, (None, "rust")[b % 2])),
    "set kind": with_one(codes, lambda p, id, b: p.set_kind(id, ("code", "theme")[b % 2])),
    "edit entry": with_one(codes, lambda p, id, b: p.edit_entry(id, brief=f"B{b % 3}", example="")),
    "move codes": move_codes,
    "merge codes": merge_codes,
    "delete codes": delete_codes,
    "apply code": apply_code,
    "apply many": apply_many,
    "apply new code": with_one(
        Project.transcripts,
        lambda p, id, b: p.apply_new_code(id, f"New {b}", pick_or_none(codes(p), b), b % 5, b % 9),
    ),
    "remove segment": with_one(segments, lambda p, id, _b: p.remove_segment(id)),
    "annotate": with_one(
        segments, lambda p, id, b: p.annotate_segment(id, "so" * (b % 3), STANCES[b % 4])
    ),
    "add coder": lambda p, a, _b: p.add_coder(f"Coder {a % 4}"),
    "open comparison": open_comparison,
    "settle": settle,
    "assign": give_transcripts,
    "finish": with_one(Project.transcripts, finish),
    "add attribute": lambda p, a, b: p.add_attribute(f"Question {a % 5}", KINDS[b % 3]),
    "add group": lambda p, a, _b: p.add_group(f"Group {a % 5}"),
    "rename group": with_one(Project.groups, lambda p, id, b: p.rename_group(id, f"Group {b % 5}")),
    "delete group": with_one(Project.groups, lambda p, id, _b: p.delete_group(id)),
    "import participants": import_people,
    "change participant": with_one(
        Project.participants,
        lambda p, id, b: p.update_participant(id, LABELS[b % 5], pick_or_none(p.groups(), b)),
    ),
    "put in group": lambda p, a, b: p.put_in_group(
        [person.id for person in p.participants()[: a % 3]], f"Group {b % 7}" if b % 5 else ""
    ),
    "set value": set_value,
    "write memo": write_memo,
    "change memo": with_one(Project.memos, lambda p, id, b: p.update_memo(id, "", f"M{b % 3}")),
    "delete memo": with_one(Project.memos, lambda p, id, _b: p.delete_memo(id)),
    "study sheet": lambda p, a, b: p.update_study(question="?" * (a % 3), name=f"Study {b % 2}"),
}

# Growing steps come twice as often as the others, so that there is something to lose.
_OFTEN = ("import transcripts", "add code", "apply code", "apply new code", "settle", "undo")
_NAMES = (*STEPS, *_OFTEN, "undo", "undo", "redo", "redo", "reopen")
_WALKS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.integers(0, 999), st.integers(0, 999)),
    min_size=150,
    max_size=400,
)


@settings(max_examples=settings().max_examples // 10)
@given(_WALKS)
def test_undoing_all_gives_the_start_and_redoing_all_the_end(walk):
    with TemporaryDirectory() as folder:
        walker = Walk(Path(folder) / "walk.coding")
        for name, a, b in walk:
            walker.act(name, a, b)
        event(f"steps on the stack: {len(walker.past) // 25 * 25}+")
        while walker.redo():
            pass
        end, start = walker.past[-1], walker.past[0]
        assert walker.project.check() == []
        while walker.undo():
            assert walker.project.file.db.all("PRAGMA foreign_key_check") == []
        walker.reopen()
        assert dump(walker.project) == start
        while walker.redo():
            pass
        assert dump(walker.project) == end
        assert walker.project.check() == []
        walker.project.close()
