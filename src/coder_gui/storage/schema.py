"""The tables of a project file, as migrations, and which of them a step may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x49436F64
"""“ICod” in the file's header tells a project from any other SQLite file."""

FORMAT_VERSION = 2
"""Stored as `user_version`; a program opens no file with a higher one."""

JOURNALLED = (
    "study",
    "coder",
    "participant_group",
    "participant",
    "attribute",
    "attribute_value",
    "transcript",
    "text_block",
    "original",
    "speaker",
    "turn",
    "format_span",
    "assignment",
    "code",
    "comparison",
    "decision",
    "segment",
    "memo",
    "reading",
    "codebook_snapshot",
    "package",
)
"""Every table that a person's work is in; parents stand before their children."""

ANCHORED = ("turn", "format_span", "segment")
"""Tables with positions in a text: correcting it moves many of their rows and changes few."""

HISTORY = ("step", "step_row", "step_event")
"""The tables of the journal itself."""

SINCE = {
    "format_span": 2,
    "comparison": 2,
    "decision": 2,
    "reading": 2,
    "codebook_snapshot": 2,
    "package": 2,
}
"""The format that brought a table; the others have been there since the first."""

migrations = Migrations("coder_gui")


def tables_of(version: int) -> tuple[str, ...]:
    """The tables of a file of some format, those of the journal last."""
    return tuple(name for name in (*JOURNALLED, *HISTORY) if SINCE.get(name, 1) <= version)


_MADE = """
    guid TEXT NOT NULL UNIQUE,
    author_id INTEGER REFERENCES coder(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL"""

_TABLES = (
    f"""CREATE TABLE study (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    question TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT 'reflexive'
        CHECK (method IN ('reflexive', 'codebook', 'reliability')),
    label_template TEXT NOT NULL DEFAULT '{{sub_role}} {{n}}',
    description TEXT NOT NULL DEFAULT '',{_MADE}
) STRICT""",
    f"""CREATE TABLE coder (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,{_MADE}
) STRICT""",
    f"""CREATE TABLE participant_group (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL DEFAULT 0,{_MADE}
) STRICT""",
    f"""CREATE TABLE participant (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    group_id INTEGER REFERENCES participant_group(id) ON DELETE SET NULL,{_MADE}
) STRICT""",
    f"""CREATE TABLE attribute (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL DEFAULT 'text'
        CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes_no')),
    position INTEGER NOT NULL DEFAULT 0,{_MADE}
) STRICT""",
    """CREATE TABLE attribute_value (
    id INTEGER PRIMARY KEY,
    participant_id INTEGER NOT NULL REFERENCES participant(id) ON DELETE CASCADE,
    attribute_id INTEGER NOT NULL REFERENCES attribute(id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    UNIQUE (participant_id, attribute_id)
) STRICT""",
    f"""CREATE TABLE transcript (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    participant_id INTEGER REFERENCES participant(id) ON DELETE SET NULL,
    length INTEGER NOT NULL,
    words INTEGER NOT NULL,
    source_name TEXT NOT NULL,
    format TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,{_MADE}
) STRICT""",
    # The text stands in blocks so that a correction logs one block, not the whole text.
    """CREATE TABLE text_block (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT""",
    # Apart from the transcript, so that listing transcripts never pages over the files.
    """CREATE TABLE original (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL UNIQUE REFERENCES transcript(id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT""",
    """CREATE TABLE speaker (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    interviewer INTEGER NOT NULL DEFAULT 0 CHECK (interviewer IN (0, 1)),
    UNIQUE (transcript_id, name)
) STRICT""",
    """CREATE TABLE turn (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    speaker_id INTEGER NOT NULL REFERENCES speaker(id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL CHECK ("start" >= 0),
    speech INTEGER NOT NULL CHECK (speech >= "start"),
    "end" INTEGER NOT NULL CHECK ("end" >= speech),
    time_ms INTEGER
) STRICT""",
    """CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    coder_id INTEGER NOT NULL REFERENCES coder(id) ON DELETE CASCADE,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    finished_at TEXT,
    UNIQUE (coder_id, transcript_id)
) STRICT""",
    f"""CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES code(id) ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'code' CHECK (kind IN ('theme', 'code')),
    name TEXT NOT NULL CHECK (name <> ''),
    colour TEXT,
    brief TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    use_when TEXT NOT NULL DEFAULT '',
    avoid_when TEXT NOT NULL DEFAULT '',
    example TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,{_MADE}
) STRICT""",
    """CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    code_id INTEGER NOT NULL REFERENCES code(id) ON DELETE CASCADE,
    coder_id INTEGER NOT NULL REFERENCES coder(id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > "start"),
    comment TEXT NOT NULL DEFAULT '',
    stance TEXT CHECK (stance IN ('for', 'against', 'mixed')),
    guid TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL
) STRICT""",
    f"""CREATE TABLE memo (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT 'memo' CHECK (kind IN ('memo', 'journal')),
    title TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    transcript_id INTEGER REFERENCES transcript(id) ON DELETE CASCADE,
    code_id INTEGER REFERENCES code(id) ON DELETE CASCADE,
    segment_id INTEGER REFERENCES segment(id) ON DELETE CASCADE,
    participant_id INTEGER REFERENCES participant(id) ON DELETE CASCADE,
    "start" INTEGER,
    "end" INTEGER,{_MADE}
) STRICT""",
    """CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    summary TEXT NOT NULL DEFAULT '',
    coder_id INTEGER,
    at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'discarded'))
) STRICT""",
    # One image a row: what replaying the step needs. An inserted row needs none.
    """CREATE TABLE step_row (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete')),
    row_id INTEGER NOT NULL,
    before TEXT
) STRICT""",
    """CREATE TABLE step_event (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('undone', 'redone')),
    coder_id INTEGER,
    at TEXT NOT NULL
) STRICT""",
)

# One index for each way in which the program looks rows up or a foreign key cascades.
_INDEXES = (
    "CREATE INDEX participant_by_group ON participant(group_id)",
    "CREATE INDEX attribute_value_by_attribute ON attribute_value(attribute_id)",
    "CREATE INDEX transcript_by_participant ON transcript(participant_id)",
    "CREATE INDEX transcript_by_text ON transcript(text_sha256)",
    "CREATE INDEX original_by_hash ON original(sha256)",
    "CREATE INDEX text_block_by_transcript ON text_block(transcript_id, position)",
    'CREATE INDEX turn_by_transcript ON turn(transcript_id, "start")',
    "CREATE INDEX turn_by_speaker ON turn(speaker_id)",
    "CREATE INDEX assignment_by_transcript ON assignment(transcript_id)",
    "CREATE INDEX code_by_parent ON code(parent_id)",
    'CREATE INDEX segment_by_transcript ON segment(transcript_id, coder_id, "start")',
    "CREATE INDEX segment_by_code ON segment(code_id, coder_id, transcript_id)",
    "CREATE INDEX segment_by_coder ON segment(coder_id, code_id, transcript_id)",
    "CREATE INDEX memo_by_transcript ON memo(transcript_id)",
    "CREATE INDEX memo_by_code ON memo(code_id)",
    "CREATE INDEX memo_by_segment ON memo(segment_id)",
    "CREATE INDEX memo_by_participant ON memo(participant_id)",
    "CREATE INDEX step_by_state ON step(state, id)",
    "CREATE INDEX step_row_by_step ON step_row(step_id, id)",
    "CREATE INDEX step_event_by_step ON step_event(step_id)",
)


@migrations()
def m001_first_floor(db: Database) -> None:
    """Tables and indexes of format 1."""
    for statement in (*_TABLES, *_INDEXES):
        db.execute(statement)


_YOUNGER_TABLES = (
    """CREATE TABLE format_span (
    id INTEGER PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > "start"),
    style TEXT NOT NULL CHECK (style IN ('bold', 'italic', 'underline'))
) STRICT""",
    """CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    coder_id INTEGER NOT NULL REFERENCES coder(id) ON DELETE CASCADE,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    read_at TEXT NOT NULL,
    UNIQUE (coder_id, transcript_id)
) STRICT""",
    f"""CREATE TABLE codebook_snapshot (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    codes TEXT NOT NULL,{_MADE}
) STRICT""",
    # What a file that was handed out to a coder says of itself; an ordinary project has no row.
    """CREATE TABLE package (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    study_guid TEXT NOT NULL,
    coder_guid TEXT NOT NULL,
    may_add_codes INTEGER NOT NULL DEFAULT 1 CHECK (may_add_codes IN (0, 1)),
    deidentified INTEGER NOT NULL DEFAULT 0 CHECK (deidentified IN (0, 1)),
    handed_out_at TEXT NOT NULL,
    finished_at TEXT
) STRICT""",
    # That two coders may see each other's work, and where what they settle is kept.
    f"""CREATE TABLE comparison (
    id INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL REFERENCES coder(id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES coder(id) ON DELETE CASCADE,
    consensus_id INTEGER REFERENCES coder(id) ON DELETE SET NULL,{_MADE}
) STRICT""",
    # `segments` and `words` tell whether what was decided about is still as it was.
    f"""CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    comparison_id INTEGER NOT NULL REFERENCES comparison(id) ON DELETE CASCADE,
    transcript_id INTEGER NOT NULL REFERENCES transcript(id) ON DELETE CASCADE,
    code_id INTEGER NOT NULL REFERENCES code(id) ON DELETE CASCADE,
    choice TEXT NOT NULL CHECK (choice IN ('agreed', 'first', 'second', 'union', 'intersection',
        'edited', 'dropped', 'deferred')),
    note TEXT NOT NULL DEFAULT '',
    segments TEXT NOT NULL,
    words TEXT NOT NULL,{_MADE}
) STRICT""",
    'CREATE INDEX format_span_by_transcript ON format_span(transcript_id, "start")',
    "CREATE INDEX reading_by_transcript ON reading(transcript_id)",
    "CREATE INDEX comparison_by_first ON comparison(first_id)",
    "CREATE INDEX comparison_by_second ON comparison(second_id)",
    "CREATE INDEX comparison_by_consensus ON comparison(consensus_id)",
    "CREATE INDEX decision_by_comparison ON decision(comparison_id)",
    "CREATE INDEX decision_by_transcript ON decision(transcript_id)",
    "CREATE INDEX decision_by_code ON decision(code_id)",
)

_YOUNGER_COLUMNS = (
    "turn ADD COLUMN end_ms INTEGER",
    "speaker ADD COLUMN participant_id INTEGER REFERENCES participant(id) ON DELETE SET NULL",
    "coder ADD COLUMN kind TEXT NOT NULL DEFAULT 'person' "
    "CHECK (kind IN ('person', 'consensus', 'earlier'))",
    "segment ADD COLUMN decision_id INTEGER REFERENCES decision(id) ON DELETE SET NULL",
    "segment ADD COLUMN to_check INTEGER NOT NULL DEFAULT 0 CHECK (to_check IN (0, 1))",
    "segment ADD COLUMN good_quote INTEGER NOT NULL DEFAULT 0 CHECK (good_quote IN (0, 1))",
    "segment ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0 CHECK (unsure IN (0, 1))",
    "code ADD COLUMN shortcut INTEGER CHECK (shortcut BETWEEN 1 AND 9)",
    "code ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))",
)


@migrations()
def m002_second_floor(db: Database) -> None:
    """Corrected texts, marks on segments and codes, progress, snapshots and packages."""
    for statement in _YOUNGER_TABLES:
        db.execute(statement)
    for column in _YOUNGER_COLUMNS:
        db.execute(f"ALTER TABLE {column}")
    db.execute("CREATE INDEX speaker_by_participant ON speaker(participant_id)")
    db.execute("CREATE INDEX segment_by_decision ON segment(decision_id)")
