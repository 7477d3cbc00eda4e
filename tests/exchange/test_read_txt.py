"""Text files come in whole, whatever encoding they were written in."""

import codecs
from pathlib import Path

import pytest
from built_docx import written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.domain.text import stored
from coder_gui.exchange.transcripts.registry import read_transcript

GERMAN = (
    "Interviewer: Können Sie erzählen, wie das für Sie war – am Anfang?\n"
    "B1: Natürlich. Größere Schwierigkeiten gab’s „überhaupt“ nicht.\n"
) * 4
FRENCH = (
    "Enquêteur : Pourriez-vous m’expliquer ce qui s’est passé à l’époque ?\n"
    "Marie : Oui, c’était « très » difficile… Même ma sœur n’a pas compris.\n"
) * 4
JAPANESE = "聞き手：どのようにして仕事を始めましたか。\n田中：はい、友人の紹介でした。\n" * 6
RUSSIAN = "Интервьюер: Расскажите, как всё началось?\nАнна: Сначала было трудно.\n" * 6
TURKISH = "Görüşmeci: Her şey nasıl başladı?\nAyşe: Başlangıçta çok zordu.\n" * 6


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
@pytest.mark.parametrize("text", [GERMAN, JAPANESE, RUSSIAN])
def test_unicode_is_recognised_without_a_warning(
    tmp_path: Path, text: str, mark: bytes, encoding: str
) -> None:
    draft = read_transcript(written(tmp_path, "a.txt", mark + text.encode(encoding)))
    assert (draft.text, draft.encoding, draft.warnings) == (text, encoding, ())


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (GERMAN, "cp1252", "windows-1252"),
        (GERMAN, "mac_roman", "macintosh"),
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "mac_roman", "macintosh"),
        (JAPANESE, "cp932", "shift_jis"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (TURKISH, "cp1254", "windows-1254"),
        ("Herr Müller fährt. Frau Töpfer bleibt.\n", "cp1252", "windows-1252"),
        ("Moro em São Paulo. Não sei.\n", "cp1252", "windows-1252"),
        ("Сначала было очень трудно, потом стало легче.\n" * 6, "cp1251", "windows-1251"),
    ],
)
def test_old_encodings_are_guessed_and_named(
    tmp_path: Path, text: str, encoding: str, name: str
) -> None:
    draft = read_transcript(written(tmp_path, "a.txt", text.encode(encoding)))
    assert draft.text == text
    assert draft.encoding == name
    assert len(draft.warnings) == 1
    assert name in draft.warnings[0]


def test_one_curly_quote_is_enough_for_windows_1252(tmp_path: Path) -> None:
    draft = read_transcript(written(tmp_path, "a.txt", b"so I said \x93no\x94, and that\x92s it"))
    assert draft.text == "so I said “no”, and that’s it"


def test_japanese_mail_encoding_is_read(tmp_path: Path) -> None:
    draft = read_transcript(written(tmp_path, "a.txt", JAPANESE.encode("iso2022_jp")))
    assert (draft.text, draft.encoding) == (JAPANESE, "iso-2022-jp")


@pytest.mark.parametrize("newline", ["\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one(tmp_path: Path, newline: str) -> None:
    data = newline.join(["I: Who?", "P: Me.", "I: Why?"]).encode()
    draft = read_transcript(written(tmp_path, "a.txt", data))
    assert draft.text == "I: Who?\nP: Me.\nI: Why?"
    assert [turn.speaker for turn in draft.turns] == ["I", "P", "I"]
    assert draft.original == data


def test_stray_nuls_go(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"Anna: he\x00llo there, how are you\n")
    assert read_transcript(path).text == "Anna: hello there, how are you\n"


def test_markdown_is_text(tmp_path: Path) -> None:
    draft = read_transcript(written(tmp_path, "a.MD", b"**Anna:** hi\n**Bo:** *yes*\n**Anna:** ok"))
    assert draft.format == "md"
    assert [draft.text[turn.speech : turn.end] for turn in draft.turns] == ["hi", "yes", "ok"]


def test_single_line_of_five_million_characters_is_broken_up(tmp_path: Path) -> None:
    data = b"and then we went on. " * 240_000
    draft = read_transcript(written(tmp_path, "long.txt", data))
    assert max(map(len, draft.text.split("\n"))) <= 8_000
    assert draft.text.split() == data.decode().split()


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=WORDS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_survives(tmp_path: Path, text: str, encoding: str) -> None:
    if encoding == "utf-8" and text.startswith(("{\\rtf", "%PDF-", "PK\x03\x04")):
        return
    path = written(tmp_path, "a.txt", text.encode(encoding))
    # A text of which nothing is left but a mark has no words.
    if not stored(text).strip():
        with pytest.raises(UnreadableFile):
            read_transcript(path)
    else:
        assert read_transcript(path).text == stored(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path, "a.txt", data)
    try:
        text = read_transcript(path).text
    except UnreadableFile as error:
        assert error.sentence.startswith("“a.txt” was left out: ")
    else:
        assert text.strip() and "\x00" not in text
        text.encode()
