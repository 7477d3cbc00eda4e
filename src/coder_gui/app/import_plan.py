"""What is to become of files that were read, before anything is stored.

A plan stands for one transcript. Every correction is a function from plans to plans, so that one
file and a whole batch are corrected in the same way.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder_gui.app.import_people import KnownPeople, Person, TableOfPeople, folded
from coder_gui.domain.file_names import NamePattern
from coder_gui.domain.model import TranscriptDraft, Turn
from coder_gui.domain.speaker_names import is_interviewer
from coder_gui.exchange.transcripts.survey import Case

Plans = tuple["Plan", ...]
NOBODY = Person()
PARTICIPANT = "{participant}"
"""As a speaker's new name: in each file the label of its participant."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a draft, and how they will stand in the project.

    Args:
        name: As the reader found it; empty for nobody in particular.
        shown: As it will be stored. Speakers with the same one become one.
        person: The participant, where it is another one than the transcript's.
    """

    name: str
    shown: str
    turns: int
    interviewer: bool = False
    person: Person = NOBODY


@dataclass(frozen=True, slots=True)
class Plan:
    """One transcript as it is to be imported.

    Args:
        person: Whose transcript it is; a label or an id of somebody who is there is enough.
        case: In a table of answers, whom the row itself names, with its attributes.
        twin: What has the same text already: a transcript, or a file before it; else empty.
        by_hand: Somebody chose the person, so that no pattern changes it any more.
        doubt: What is odd about how the file's name was read, as a sentence; else empty.
    """

    draft: TranscriptDraft
    name: str
    person: Person
    speakers: tuple[Speaker, ...]
    digest: str
    path: Path | None = None
    case: Person | None = None
    wanted: bool = True
    twin: str = ""
    by_hand: bool = False
    doubt: str = field(default="", compare=False)

    @property
    def is_taken(self) -> bool:
        """Whether it will be imported."""
        return self.wanted and not self.twin

    def turns(self, ids: Mapping[str, int | None] | None = None) -> tuple[Turn, ...]:
        """The draft's turns under the names and roles that are planned.

        Args:
            ids: Ids of participants by the labels of the speakers' persons.
        """
        planned = {speaker.name: speaker for speaker in self.speakers}
        return tuple(_spoken(turn, planned[turn.speaker], ids or {}) for turn in self.draft.turns)


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker over several files, as a table shows one.

    `interviewer` is None where the files differ; `person` is empty where there is none or where
    they differ.
    """

    shown: str
    files: int
    turns: int
    interviewer: bool | None
    person: str


def as_found(draft: TranscriptDraft, path: Path | None = None) -> Plan:
    """The plan that takes a draft as it is, for the participant whom its file is named after."""
    found: dict[str, list[Turn]] = {}
    for turn in draft.turns:
        found.setdefault(turn.speaker, []).append(turn)
    return Plan(
        draft=draft,
        name=draft.name,
        person=Person(draft.name),
        speakers=tuple(
            Speaker(name, name, len(turns), any(turn.interviewer for turn in turns))
            for name, turns in found.items()
        ),
        digest=hashlib.sha256(draft.text.encode()).hexdigest(),
        path=path,
    )


def as_case(case: Case, path: Path | None = None) -> Plan:
    """The plan for a row of a table of answers."""
    group = next((case.attributes[name] for name in case.attributes if folded(name) == "group"), "")
    values = tuple((n, value) for n, value in case.attributes.items() if folded(n) != "group")
    person = Person(case.id or case.draft.name, " ".join(group.split()), values)
    return replace(as_found(case.draft, path), person=person, case=person)


def twin_of(plan: Plan, names: Sequence[str]) -> str:
    """Which of the transcripts of the very same text a plan would be once more; empty for none.

    Two people may give the same short answers, so a row of a table is a twin of its name only.
    """
    if plan.case is not None:
        return plan.name if plan.name in names else ""
    return names[0] if names else ""


def marked(plans: Iterable[Plan], there: Mapping[str, Sequence[str]]) -> Plans:
    """Say of each plan whether its text is there already, or in a plan before it.

    Args:
        there: Names of the project's transcripts by the digests of their texts.
    """
    before: dict[str, str] = {}
    found = []
    for plan in plans:
        twin = twin_of(plan, there.get(plan.digest, ()))
        if not twin and plan.case is None:
            twin = before.get(plan.digest, "")
        found.append(replace(plan, twin=twin))
        if plan.wanted:
            before.setdefault(plan.digest, plan.draft.source_name)
    return tuple(found)


def assigned(
    plans: Iterable[Plan],
    pattern: NamePattern,
    known: KnownPeople,
    table: TableOfPeople | None = None,
) -> Plans:
    """Guess participants and groups from the names of files, except where somebody chose."""
    return tuple(plan if plan.by_hand else _assigned(plan, pattern, known, table) for plan in plans)


def _assigned(
    plan: Plan, pattern: NamePattern, known: KnownPeople, table: TableOfPeople | None
) -> Plan:
    if plan.case is not None:
        return _assigned_case(plan, plan.case, known, table)
    name = plan.draft.name
    parts = pattern.parts(name)
    said = [parts.participant, name] if parts and parts.participant else [name]
    group = known.group_like(parts.group) if parts and parts.group else ""
    row = next((found for each in said if table and (found := table.find(each))), None)
    if row and row.label:
        said.insert(0, row.label)
    there = next((found for each in said if (found := known.find(each))), None)
    label = there.label if there else said[0]
    group = (row.group if row else "") or (there.group if there else "") or group
    doubt = ""
    if parts is None and pattern.pattern:
        doubt = "The name of the file is not as the pattern says."
    elif table and row is None:
        doubt = f"“{table.source_name}” has no row for it."
    person = Person(label, group, row.values if row else ())
    return replace(plan, person=person, doubt=doubt)


def _assigned_case(
    plan: Plan, case: Person, known: KnownPeople, table: TableOfPeople | None
) -> Plan:
    row = table.find(case.label) if table else None
    label = (row.label if row else "") or case.label
    there = known.find(label) or known.find(case.label)
    group = (row.group if row else "") or case.group or (there.group if there else "")
    values = (row.values if row else ()) + case.values
    person = Person(there.label if there else label, known.group_like(group), values)
    return replace(plan, person=person)


def owned(plan: Plan, label: str, group: str, known: KnownPeople) -> Plan:
    """The plan for a participant whom somebody chose."""
    label, group = " ".join(label.split()), " ".join(group.split())
    there = known.find(label) if label else None
    if label != plan.person.label and there and group == plan.person.group:
        group = there.group  # a group goes with its participant unless it was typed itself
    values = plan.person.values if label == plan.person.label else ()
    person = Person(there.label if there else label, group, values)
    return replace(plan, person=person, by_hand=True, doubt="")


def renamed(
    plans: Sequence[Plan], names: Collection[str], new: str, where: Collection[int] | None = None
) -> Plans:
    """Give speakers another name, in some plans or in all; several of them become one.

    Args:
        names: Speakers as they are shown now.
        new: The name; `PARTICIPANT` takes each file's own.
        where: Places of the plans that are meant; all if None.
    """
    new = " ".join(new.split())
    if not new:
        return tuple(plans)
    asking = _is_asking(plans, new)
    return tuple(
        _renamed(plan, names, new.replace(PARTICIPANT, plan.person.label), asking)
        if where is None or place in where
        else plan
        for place, plan in enumerate(plans)
    )


def _is_asking(plans: Iterable[Plan], name: str) -> bool | None:
    """Whether that name asks the questions elsewhere, or by what it means; None if unknown."""
    roles = Counter[bool]()
    for plan in plans:
        for speaker in plan.speakers:
            if speaker.shown == name:
                roles[speaker.interviewer] += speaker.turns
    if roles:
        return roles.most_common(1)[0][0]
    return True if is_interviewer(name) else None


def _renamed(plan: Plan, names: Collection[str], new: str, asking: bool | None) -> Plan:
    meant = [each for each in plan.speakers if each.shown in names]
    if not meant or not new:
        return plan
    united = [each for each in plan.speakers if each.shown == new] or meant
    first = max(united, key=lambda each: each.turns)
    role = first.interviewer if asking is None else asking
    speakers = tuple(
        replace(each, shown=new, interviewer=role, person=first.person)
        if each in meant or each.shown == new
        else each
        for each in plan.speakers
    )
    return replace(plan, speakers=speakers)


def asking(
    plans: Sequence[Plan],
    names: Collection[str],
    interviewer: bool,
    where: Collection[int] | None = None,
) -> Plans:
    """Say who asks the questions."""
    return _with_speakers(plans, names, where, lambda each: replace(each, interviewer=interviewer))


def linked(
    plans: Sequence[Plan],
    names: Collection[str],
    label: str,
    known: KnownPeople,
    where: Collection[int] | None = None,
    table: TableOfPeople | None = None,
) -> Plans:
    """Say which participant speaks, where it is another one than the transcript's.

    Args:
        label: Of the participant, who may be new; empty for the transcript's own.
    """
    label = " ".join(label.split())
    there, row = known.find(label), table.find(label) if table else None
    person = NOBODY
    if label:
        person = Person(there.label if there else (row and row.label) or label)
        if row:
            person = replace(person, group=row.group, values=row.values)
    return _with_speakers(plans, names, where, lambda each: replace(each, person=person))


def reread(plan: Plan, fresh: Plan) -> Plan:
    """The plan for another reading of the same file; what was corrected stays."""
    before = {speaker.name: speaker for speaker in plan.speakers}
    speakers = tuple(
        replace(before[each.name], turns=each.turns) if each.name in before else each
        for each in fresh.speakers
    )
    return replace(plan, draft=fresh.draft, speakers=speakers, digest=fresh.digest)


def speaker_lines(
    plans: Sequence[Plan], where: Collection[int] | None = None
) -> tuple[SpeakerLine, ...]:
    """Everybody who speaks, those in the most files first."""
    found: dict[str, list[tuple[int, Speaker]]] = {}
    for place, plan in enumerate(plans):
        if where is not None and place not in where:
            continue
        for speaker in plan.speakers:
            found.setdefault(speaker.shown, []).append((place, speaker))
    lines = [_line(name, members) for name, members in found.items()]
    return tuple(sorted(lines, key=lambda line: (-line.files, -line.turns)))


def _line(name: str, members: Sequence[tuple[int, Speaker]]) -> SpeakerLine:
    roles = {speaker.interviewer for _place, speaker in members}
    people = {speaker.person.label for _place, speaker in members}
    return SpeakerLine(
        shown=name,
        files=len({place for place, _speaker in members}),
        turns=sum(speaker.turns for _place, speaker in members),
        interviewer=roles.pop() if len(roles) == 1 else None,
        person=people.pop() if len(people) == 1 else "",
    )


def doubts(plan: Plan) -> tuple[str, ...]:
    """What somebody should look at before the file is imported, a sentence each."""
    found = list(plan.draft.warnings)
    if not plan.speakers:
        found.append("Nobody is labelled as speaking in it.")
    elif len({each.shown for each in plan.speakers if each.shown}) > 1 and not any(
        each.interviewer for each in plan.speakers
    ):
        found.append("Nobody is marked as the interviewer.")
    if plan.doubt:
        found.append(plan.doubt)
    return tuple(found)


def _with_speakers(
    plans: Sequence[Plan],
    names: Collection[str],
    where: Collection[int] | None,
    change: Callable[[Speaker], Speaker],
) -> Plans:
    return tuple(
        replace(
            plan,
            speakers=tuple(change(each) if each.shown in names else each for each in plan.speakers),
        )
        if where is None or place in where
        else plan
        for place, plan in enumerate(plans)
    )


def _spoken(turn: Turn, speaker: Speaker, ids: Mapping[str, int | None]) -> Turn:
    return replace(
        turn,
        speaker=speaker.shown,
        interviewer=speaker.interviewer,
        participant_id=ids.get(speaker.person.label),
    )
