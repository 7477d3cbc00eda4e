"""A quote with who said it, as it is pasted into a paper: “words” (Carer 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder_gui.domain.model import TranscriptInfo, Turn
from coder_gui.domain.passages import Range


def quoted(text: str, passage: Range, who: str) -> str:
    """The stored words of a passage between quotation marks, with a label behind them."""
    return f"“{text[slice(*passage)].strip()}” ({who})"


def spoken_by(
    turns: Sequence[Turn], passage: Range, info: TranscriptInfo, labels: Mapping[int, str]
) -> str:
    """Who says the words of a passage: of several the first who is no interviewer.

    Args:
        turns: Of the transcript, in the order of its text.
        labels: Participants' labels by their ids.
    """
    start, end = passage
    speaking = [turn for turn in turns if turn.speech < end and turn.end > start]
    turn = next((turn for turn in speaking if not turn.interviewer), None)
    if turn is None and speaking:
        return speaking[0].speaker or info.name
    asked = turn.participant_id if turn is not None else None
    label = labels.get(asked or info.participant_id or 0)
    return label or (turn.speaker if turn is not None else "") or info.name
