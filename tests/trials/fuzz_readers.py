"""Damages transcript files of every format, and reads each as the program would.

By hand: python tests/trials/fuzz_readers.py --cases 10000
Every case must give a draft that is sound, or one sentence; nothing else, and in bounded time.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts.registry import FORMATS, read_transcript

REAL = Path(__file__).resolve().parents[1] / "data" / "transcripts"
PATIENCE = 20
"""Seconds after which a case counts as hanging."""
CUES = """WEBVTT

1
00:00:01.000 --> 00:00:03.500
<v Interviewer>How did the <b>week</b> begin?</v>

2
00:00:04.000 --> 00:00:09.000 align:start
<v Anna>Slowly &amp; late. The bus did not come.</v>
"""
SUBTITLES = """1
00:00:01,000 --> 00:00:03,500
Interviewer: How did the <i>week</i> begin?

2
00:00:04,000 --> 00:00:09,000
Anna: Slowly. The bus did not come.
"""
WHISPER = """{"text": "How did it begin?", "language": "en", "segments": [
 {"id": 0, "start": 0.0, "end": 2.5, "text": " How did it begin?", "speaker": "SPEAKER_00"},
 {"id": 1, "start": 2.5, "end": 6.25, "text": " Slowly.", "speaker": "SPEAKER_01"}]}"""
STAMPED = """{"text": "<p><span class=\\"timestamp\\" data-timestamp=\\"1.5\\">0:01</span> Anna: I
 <b>walked</b>.</p><p>Interviewer: Far?</p>", "media": "anna.mp3", "media-time": 12.5}"""
TIERS = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT VERSION="3.0"><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="100"/>
<TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="1900"/></TIME_ORDER>
<TIER TIER_ID="Anna" PARTICIPANT="Anna" LINGUISTIC_TYPE_REF="default"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">
<ANNOTATION_VALUE>I walked.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>"""
SURVEY = 'id;group;How did it begin?\nP1;carers;"Slowly; the bus\nwas late."\nP2;staff;Well.\n'
TYPED = """Interviewer: How did it begin?
Anna: *Slowly*. 14:02

[00:01:02] Anna: I walked. #00:01:04-3#
"""
WRITTEN = {
    ".vtt": CUES,
    ".srt": SUBTITLES,
    ".json": WHISPER,
    ".otr": STAMPED,
    ".eaf": TIERS,
    ".csv": SURVEY,
    ".tsv": SURVEY.replace(";", "\t"),
    ".txt": TYPED,
    ".md": TYPED,
}
PLAIN = (".txt", ".md", ".csv", ".tsv")
"""Formats whose control characters stay as they are."""

Damage = Callable[[bytearray, random.Random], bytearray]


def seeds() -> list[tuple[str, bytes]]:
    """Suffix and content of at least one sound file a format."""
    found = [(path.suffix, path.read_bytes()) for path in sorted(REAL.iterdir())]
    found += [(suffix, text.encode()) for suffix, text in WRITTEN.items()]
    found.append((".xlsx", _workbook()))
    lacking = {s for known in FORMATS for s in known.suffixes[:1]} - {s for s, _data in found}
    assert lacking <= {".fodt"}, lacking
    return found


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["id", "How was it?"], ["P1", "Slow."], ["P2", 14.5]):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _flip(data: bytearray, draw: random.Random) -> bytearray:
    for _ in range(draw.choice((1, 3, 30))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return data


def _cut(data: bytearray, draw: random.Random) -> bytearray:
    return data[: draw.randrange(len(data))]


def _drop(data: bytearray, draw: random.Random) -> bytearray:
    start = draw.randrange(len(data))
    del data[start : start + draw.choice((1, 20, 2_000))]
    return data


def _repeat(data: bytearray, draw: random.Random) -> bytearray:
    start = draw.randrange(len(data))
    piece = data[start : start + draw.choice((5, 200, 4_000))]
    return (
        data[:start] + piece * draw.choice((2, 50, 2_000 if len(piece) < 300 else 3)) + data[start:]
    )


def _insert(data: bytearray, draw: random.Random) -> bytearray:
    start = draw.randrange(len(data) + 1)
    odd = (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"&#x1F600;", b"{\\", b"]]>", b"\\u-9999?")
    return data[:start] + draw.choice(odd) * draw.choice((1, 9)) + data[start:]


def _swap(data: bytearray, draw: random.Random) -> bytearray:
    places = sorted(draw.randrange(len(data)) for _ in range(4))
    a, b, c, d = places
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


DAMAGES: tuple[Damage, ...] = (_flip, _flip, _cut, _drop, _repeat, _insert, _swap)


def damaged(data: bytes, draw: random.Random) -> bytes:
    """The bytes with some damage; of a ZIP, mostly that of one part, packed again."""
    if data.startswith(b"PK") and draw.random() < 0.8:
        return _damaged_part(data, draw)
    for _ in range(draw.choice((1, 1, 2, 4))):
        data = bytes(draw.choice(DAMAGES)(bytearray(data), draw)) or b" "
    return data


def _damaged_part(data: bytes, draw: random.Random) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w") as out:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        chosen = draw.choice(parts)
        for name in archive.namelist():
            part = archive.read(name)
            if name == chosen and part:
                part = bytes(draw.choice(DAMAGES)(bytearray(part), draw))
            out.writestr(name, part)
    return written.getvalue()


def look(draft: TranscriptDraft) -> None:
    """Everything that a project relies on."""
    draft.text.encode()
    assert draft.text.strip()
    assert not set(draft.text) & set("\x00\r"), "what is not stored"
    if f".{draft.format}" not in PLAIN:
        assert not set(draft.text) & set("\x01\x02\x03\x04\x05\x06"), "signs of emphasis"
    length, before = len(draft.text), 0
    for turn in draft.turns:
        assert before <= turn.start <= turn.speech <= turn.end <= length, turn
        assert turn.time_ms is None or 0 <= turn.time_ms < 2**53, turn
        before = turn.end
    for span in draft.spans:
        assert 0 <= span.start < span.end <= length, span


def run(cases: int, seed: int) -> Counter[str]:
    """Read so many damaged files; returns how they ended."""
    draw = random.Random(seed)
    files = seeds()
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for case in range(cases):
            suffix, content = files[case % len(files)]
            path = Path(folder, f"case{suffix}")
            path.write_bytes(damaged(content, draw))
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            began = time.monotonic()
            try:
                look(read_transcript(path))
                outcomes["read"] += 1
            except UnreadableFile as error:
                assert error.sentence.count("“case") == 1, error.sentence
                outcomes["refused"] += 1
            except Exception:
                outcomes["wrong"] += 1
                kept = Path(tempfile.gettempdir(), f"fuzzed-{seed}-{case}{suffix}")
                kept.write_bytes(path.read_bytes())
                print(f"case {case}, kept as {kept}\n{traceback.format_exc(limit=-4)}")
            slowest = max(slowest, (time.monotonic() - began, f"case {case} ({suffix})"))
    faulthandler.cancel_dump_traceback_later()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    print(f"seed {seed}: {dict(outcomes)}, slowest {slowest[0]:.1f} s {slowest[1]}, {memory} MB")
    return outcomes


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sys.exit(1 if run(options.cases, options.seed)["wrong"] else 0)
