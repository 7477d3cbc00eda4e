"""Corrected texts: blocks, turns, emphasis, segments and memos go along with each edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from coder_gui.domain.correction import (
    Correction,
    corrected_spans,
    corrected_turns,
    made_ready,
)
from coder_gui.domain.edits import Carrying, Edit, applied
from coder_gui.domain.model import FormatSpan, Turn
from coder_gui.domain.text import word_count
from coder_gui.storage import transcripts
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.journal import Step


def correct(
    step: Step,
    transcript_id: int,
    edits: Sequence[Edit],
    turns: tuple[Turn, ...] | None = None,
    spans: tuple[FormatSpan, ...] | None = None,
) -> Correction:
    """Change the text of a transcript, and carry along everything that stands in it.

    Args:
        turns: Those of the new text, where they are known; else the old ones are carried along.
        spans: As `turns`, for the emphasis.
    """
    db = step.db
    old = transcripts.text(db, transcript_id)
    # Where the new turns are known, their labels stand in the new text already.
    before = transcripts.turns(db, transcript_id) if turns is None else ()
    edits = made_ready(old, edits, before)
    new = applied(old, edits)
    if edits:
        _store_text(step, transcript_id, new, edits)
    changed, lost = _carry_segments(step, transcript_id, edits, old, new)
    memos = _carry_memos(step, transcript_id, edits)
    if turns is None:
        _carry_turns(step, transcript_id, edits, old)
    else:
        _replace_turns(step, transcript_id, turns)
    if spans is None:
        _carry_spans(step, transcript_id, edits)
    elif spans != transcripts.spans(db, transcript_id):
        db.execute("DELETE FROM format_span WHERE transcript_id = ?", (transcript_id,))
        transcripts.add_spans(step, transcript_id, spans)
    return Correction(transcript_id, len(edits), changed, lost, memos)


def to_check(db: ProjectDatabase) -> tuple[int, ...]:
    """Ids of the segments whose words were corrected and that nobody has looked at since."""
    rows = db.all('SELECT id FROM segment WHERE to_check = 1 ORDER BY transcript_id, "start", id')
    return tuple(segment_id for (segment_id,) in rows)


def mark_checked(step: Step, segment_ids: Iterable[int]) -> None:
    step.db.executemany(
        "UPDATE segment SET to_check = 0 WHERE id = ?",
        [(segment_id,) for segment_id in segment_ids],
    )


def replace_original(step: Step, transcript_id: int, source_name: str, content: bytes) -> None:
    """Keep another file in the place of the imported one, if that one was kept."""
    step.db.execute(
        "UPDATE original SET sha256 = ?, bytes = ? WHERE transcript_id = ?",
        (hashlib.sha256(content).hexdigest(), content, transcript_id),
    )
    step.db.execute(
        "UPDATE transcript SET source_name = ? WHERE id = ?", (source_name, transcript_id)
    )


def _store_text(step: Step, transcript_id: int, new: str, edits: Sequence[Edit]) -> None:
    blocks = step.db.all(
        "SELECT id, text FROM text_block WHERE transcript_id = ? ORDER BY position",
        (transcript_id,),
    )
    corrected = list(_corrected_blocks([text for _id, text in blocks], edits))
    if max(map(len, corrected), default=0) > 4 * transcripts.BLOCK:
        # So much was written into one that the text is cut anew.
        corrected = list(transcripts.blocks(new))
    for position, text in enumerate(corrected):
        if position >= len(blocks):
            step.db.execute(
                "INSERT INTO text_block (transcript_id, position, text) VALUES (?, ?, ?)",
                (transcript_id, position, text),
            )
        elif text != blocks[position][1]:
            step.db.execute(
                "UPDATE text_block SET text = ? WHERE id = ?", (text, blocks[position][0])
            )
    for block_id, _text in blocks[len(corrected) :]:
        step.db.execute("DELETE FROM text_block WHERE id = ?", (block_id,))
    step.db.execute(
        "UPDATE transcript SET length = ?, words = ?, text_sha256 = ?, modified_at = ? "
        "WHERE id = ?",
        (
            len(new),
            word_count(new),
            hashlib.sha256(new.encode()).hexdigest(),
            step.now,
            transcript_id,
        ),
    )


def _corrected_blocks(blocks: Sequence[str], edits: Sequence[Edit]) -> Iterator[str]:
    """Each block after the edits; one that is left empty stays, so that the others need not move.

    What is written between two blocks goes to the second of them.
    """
    start = index = 0
    last = len(blocks) - 1
    for position, block in enumerate(blocks):
        end = start + len(block)
        local: list[Edit] = []
        while index < len(edits) and (edits[index].start < end or position == last):
            edit = edits[index]
            begins_here = edit.start >= start
            low, high = max(edit.start, start), min(edit.end, end)
            local.append(Edit(low - start, high - start, edit.text if begins_here else ""))
            if edit.end > end and position != last:
                break
            index += 1
        yield applied(block, local)
        start = end
    if not blocks and edits:
        yield "".join(edit.text for edit in edits)


def _carry_segments(
    step: Step, transcript_id: int, edits: Sequence[Edit], old: str, new: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = step.db.all(
        'SELECT id, "start", "end" FROM segment WHERE transcript_id = ?', (transcript_id,)
    )
    to = Carrying(edits)
    moved: list[tuple[int, int, int]] = []
    changed: list[int] = []
    lost: list[int] = []
    for segment_id, start, end in rows:
        now = to.range(start, end)
        if not new[slice(*now)].strip() and old[start:end].strip():
            lost.append(segment_id)
            continue
        if now != (start, end):
            moved.append((*now, segment_id))
        if new[slice(*now)] != old[start:end]:
            changed.append(segment_id)
    step.db.executemany('UPDATE segment SET "start" = ?, "end" = ? WHERE id = ?', moved)
    step.db.executemany(
        "UPDATE segment SET to_check = 1 WHERE id = ? AND to_check = 0",
        [(each,) for each in changed],
    )
    step.db.executemany("DELETE FROM segment WHERE id = ?", [(each,) for each in lost])
    return tuple(changed), tuple(lost)


def _carry_memos(step: Step, transcript_id: int, edits: Sequence[Edit]) -> int:
    rows = step.db.all(
        'SELECT id, "start", "end" FROM memo WHERE transcript_id = ? AND "start" IS NOT NULL',
        (transcript_id,),
    )
    to = Carrying(edits)
    stranded = 0
    for memo_id, start, end in rows:
        now = to.range(start, end)
        if now != (start, end):
            step.db.execute('UPDATE memo SET "start" = ?, "end" = ? WHERE id = ?', (*now, memo_id))
        stranded += start < end and now[0] == now[1]
    return stranded


def _carry_turns(step: Step, transcript_id: int, edits: Sequence[Edit], old: str) -> None:
    before = transcripts.turns(step.db, transcript_id)
    after = corrected_turns(old, edits, before)
    if len(after) != len(before):
        _replace_turns(step, transcript_id, after)
        return
    ids = step.db.all(
        'SELECT id FROM turn WHERE transcript_id = ? ORDER BY "start"', (transcript_id,)
    )
    step.db.executemany(
        'UPDATE turn SET "start" = ?, speech = ?, "end" = ? WHERE id = ?',
        [
            (turn.start, turn.speech, turn.end, turn_id)
            for turn, was, (turn_id,) in zip(after, before, ids, strict=True)
            if turn != was
        ],
    )


def _replace_turns(step: Step, transcript_id: int, turns: tuple[Turn, ...]) -> None:
    if turns == transcripts.turns(step.db, transcript_id):
        return
    step.db.execute("DELETE FROM turn WHERE transcript_id = ?", (transcript_id,))
    transcripts.add_turns(step, transcript_id, turns)
    step.db.execute(
        "DELETE FROM speaker WHERE transcript_id = ?1 "
        "AND id NOT IN (SELECT speaker_id FROM turn WHERE transcript_id = ?1)",
        (transcript_id,),
    )


def _carry_spans(step: Step, transcript_id: int, edits: Sequence[Edit]) -> None:
    rows = step.db.all(
        'SELECT id, "start", "end", style FROM format_span WHERE transcript_id = ?',
        (transcript_id,),
    )
    spans = [FormatSpan(*rest) for _id, *rest in rows]
    for (span_id, *_rest), was, now in zip(rows, spans, corrected_spans(edits, spans), strict=True):
        if now is None:
            step.db.execute("DELETE FROM format_span WHERE id = ?", (span_id,))
        elif now != was:
            step.db.execute(
                'UPDATE format_span SET "start" = ?, "end" = ? WHERE id = ?',
                (now.start, now.end, span_id),
            )
