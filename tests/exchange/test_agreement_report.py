"""The agreement report, read again as other programs read it."""

from __future__ import annotations

import io
from fractions import Fraction

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from coder_gui.app.agreement_report import agreement_document
from coder_gui.domain.agreement.reading_scales import KRIPPENDORFF, LANDIS_KOCH
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.agreement.units import Unit
from coder_gui.domain.errors import Refused
from coder_gui.exchange.reports.agreement import (
    agreement_bytes,
    with_intervals,
    write_agreement,
)
from coder_gui.exchange.reports.agreement_picture import shade_hex
from coder_gui.exchange.reports.agreement_wording import DEFINITIONS, methods, summary
from coder_gui.storage.segments import Passage
from filling import draft

TEXT = "word " * 200


@pytest.fixture
def team(project):
    """Three coders; “=Hope” by Mira where Noor gave “Trust <&>”; “Rare” once, “Unused” never."""
    project.add_coder("Noor")
    project.add_coder("Petra")
    drafts = [draft(f"Talk {n}", TEXT.replace("word", f"wo{n}d", 1)) for n in range(4)]
    talks = project.import_transcripts(drafts).imported
    theme = project.add_code("A theme", kind="theme")
    names = {"=Hope": theme, "Trust <&>": theme, "Rare": None, "Unused": None}
    codes = {name: project.add_code(name, above) for name, above in names.items()}
    project.assign(1, talks[:3])
    project.assign(2, talks[:3])
    project.assign(3, talks[:2])
    passages = []
    for n, talk in enumerate(talks[:3]):
        for k in range(4):
            at = 200 * k + 10 * n
            passages.append(Passage(talk, codes["=Hope"], 1, at, at + 50))
            passages.append(Passage(talk, codes["=Hope"], 2, at, at + 40))
        passages.append(Passage(talk, codes["=Hope"], 1, 900, 950))
        passages += [
            Passage(talk, codes["Trust <&>"], 2, 900 + 10 * k, 911 + 10 * k) for k in (0, 2)
        ]
    passages.append(Passage(talks[0], codes["Rare"], 1, 0, 5))
    passages.append(Passage(talks[0], codes["=Hope"], 3, 0, 50))
    project.apply_codes(passages, "Coded")
    return project


def document(project, coders=(1, 2), scale=KRIPPENDORFF, **scope):
    wanted = Scope(coders, **scope)
    comparison = project.comparison_of(wanted).make()
    return agreement_document(project, wanted, comparison, "all in common", scale)


def workbook(made):
    return load_workbook(io.BytesIO(agreement_bytes(made, ".xlsx")))


def rows(sheet):
    head, *found = sheet.values
    return [dict(zip(head, row, strict=True)) for row in found]


def words(made):
    word = docx.Document(io.BytesIO(agreement_bytes(made, ".docx")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return word, "\n".join([*(p.text for p in word.paragraphs), *cells])


def test_the_workbook_has_every_count_and_coefficient(team):
    made = with_intervals(document(team))
    found = {row["Code"]: row for row in rows(workbook(made)["Codes"])}
    hope = next(c for c in made.comparison.pairs[0].codes if made.book[c.code_id].name == "=Hope")
    line = found["=Hope"]
    assert (line["Both"], line["Only A"], line["Only B"]) == (480, 270, 0)
    assert (line["Segments A"], line["Segments B"], line["n"]) == (15, 12, 3000)
    assert line["Path"] == "A theme › =Hope"
    assert (line["Coder A"], line["Coder B"]) == ("Mira", "Noor")
    assert line["κ"] == pytest.approx(hope.kappa)
    assert line["α"] == pytest.approx(hope.alpha)
    assert (line["π"], line["AC1"]) == pytest.approx((hope.pi, hope.ac1))
    interval = made.pair_intervals[0].alpha[hope.code_id]
    assert (line["α from"], line["α to"]) == pytest.approx((interval.low, interval.high))
    assert line["Base rate A"] == pytest.approx(750 / 3000)
    assert found["Unused"]["κ"] == "–"
    assert found["Unused"]["Note"] == "not used by either"
    assert found["Rare"]["Note"] == "rare (1 and 0 segments, 1 transcript)"


def test_text_stays_text_and_sheets_say_what_they_hold(team):
    book = workbook(document(team))
    assert book.sheetnames == ["Codes", "All coders", "Pairs", "Transcripts", "Confusion", "About"]
    cells = [cell for row in book["Codes"].iter_rows() for cell in row if cell.value == "=Hope"]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
    about = dict(list(book["About"].values))
    assert about["Unit"] == "characters"
    assert about["Transcripts"] == "3 of 4 transcripts, 75.0 % of the text (all in common)"
    assert about["Coders"] == "Mira (A), Noor (B)"
    assert {label for label, _text in DEFINITIONS} <= set(about)
    assert about["Methods"] == methods(document(team))


def test_counts_of_transcripts_add_up_to_those_of_the_code(team):
    book = workbook(document(team, (1, 2, 3)))
    for line in rows(book["Codes"]):
        same = [
            row
            for row in rows(book["Transcripts"])
            if all(row[key] == line[key] for key in ("Code", "Coder A", "Coder B"))
        ]
        for key in ("Both", "Only A", "Only B", "Neither", "n"):
            assert sum(row[key] for row in same) == line[key]


def test_the_confusion_is_listed_without_agreement(team):
    found = rows(workbook(document(team))["Confusion"])
    listed = {(row["Code of A"], row["Code of B"]): row["Characters"] for row in found}
    assert listed["=Hope", "Trust <&>"] == 66
    assert ("=Hope", "=Hope") not in listed
    assert listed["=Hope", "no further code"] == 3 * (40 + 28)


def test_three_coders_have_every_pair_and_alpha_over_all(team):
    made = with_intervals(document(team, (1, 2, 3)))
    book = workbook(made)
    pairs = rows(book["Pairs"])
    assert [(row["Coder A"], row["Coder B"], row["Transcripts"]) for row in pairs] == [
        ("Mira", "Noor", 3),
        ("Mira", "Petra", 2),
        ("Noor", "Petra", 2),
    ]
    found = made.comparison.pairs[1]
    assert pairs[1]["Pooled κ"] == pytest.approx(found.pooled_kappa)
    over_all = {row["Code"]: row for row in rows(book["All coders"])}
    assert over_all["=Hope"]["Segments"] == "Mira 15, Noor 12, Petra 1"
    alpha = next(c.alpha for c in made.comparison.codes if made.book[c.code_id].name == "=Hope")
    assert over_all["=Hope"]["α"] == pytest.approx(alpha)
    assert over_all["=Hope"]["Reads as"] == KRIPPENDORFF.words(alpha)
    word, text = words(made)
    assert "Pooled κ of every two coders" in text
    assert "Codes: Noor (A) and Petra (B)" in text
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["", "Mira", "Noor", "Petra"]


def test_the_word_file_has_table_summary_and_a_methods_paragraph(team):
    made = with_intervals(document(team))
    word, text = words(made)
    assert methods(made) in text
    head = [cell.text for cell in word.tables[0].rows[0].cells]
    assert head[:4] == ["Code", "A", "B", "Both"]
    names = [row.cells[0].text.strip() for row in word.tables[0].rows[1:]]
    assert names == ["A theme", "=Hope", "Trust <&>", "Rare", "Unused"]
    rare = next(row for row in word.tables[0].rows if row.cells[0].text == "Rare")
    assert [rare.cells[n].text for n in (9, 10, 11)] == ["–", "–", "–"]
    assert "Not used by either: “A theme” and “Unused”." in text
    assert "Rare: “Rare”." in text
    assert "Confusion: Mira (A, rows) and Noor (B, columns)" in text
    section = word.sections[0]
    assert section.page_width > section.page_height
    shaded = [e.get(docx.oxml.ns.qn("w:fill")) for e in word.element.iter(docx.oxml.ns.qn("w:shd"))]
    assert shaded == [shade_hex(1.0)]


def test_the_methods_paragraph_says_what_was_done(team):
    made = with_intervals(
        document(team, scale=LANDIS_KOCH, rolled_up=True, interviewer_turns=False)
    )
    said = methods(made)
    assert said.startswith(
        "Mira and Noor coded 3 of 4 transcripts, 75.0 % of the text, with 5 codes."
    )
    assert "in characters" in said
    assert "Segments also counted for the themes" in said
    assert "The interviewer’s turns were left out." in said
    assert "percentile bootstrap over transcripts (1,000 draws)" in said
    assert "had an α up to .60 (Landis & Koch 1977" in said
    assert "of the text had no code" in said
    assert "Not scored: 2 (1 rare, 1 not used by either)." in said


def test_between_segments_no_coefficient_is_claimed(team):
    made = with_intervals(document(team, unit=Unit("segment", Fraction(1, 2))))
    assert "neither κ nor α was computed" in methods(made)
    assert "overlap by 50 % (intersection over union) or more" in methods(made)
    assert "12 matched, of 16 by Mira and 18 by Noor" in methods(made)
    assert ("κ and α", "– (there is no “neither” between segments)") in summary(made)
    assert "union of each coder’s segments" not in methods(made)
    found = {row["Code"]: row for row in rows(workbook(made)["Codes"])}
    line = found["=Hope"]
    assert (line["Both"], line["Only A"], line["Neither"], line["κ"]) == (12, 3, "–", "–")
    assert words(made)[1]


def test_figures_with_a_consensus_are_said_not_to_be_of_two_who_coded_apart(team):
    team.open_comparison((1, 2))
    scope = Scope((1, 2))
    different = [each for each in team.components_of(scope).make() if not each.is_agreed]
    team.settle(scope, different[:1], "union")
    agreed = team.opened((1, 2)).consensus_id
    made = document(team, coders=(1, agreed))
    said = "“Consensus of Mira and Noor” was settled from coders’ own segments"
    assert said in methods(made)
    assert made.cautions[0].startswith(said)
    assert said not in methods(document(team))


def test_nothing_in_common_is_a_report_of_dashes(team):
    made = with_intervals(document(team, transcripts=frozenset()))
    assert {row["κ"] for row in rows(workbook(made)["Codes"])} == {"–"}
    assert "0 of 4 transcripts" in words(made)[1]
    assert b"Nowhere did one coder" in agreement_bytes(made, ".svg")


def test_the_picture_is_sound_and_has_names_and_numbers(team):
    root = etree.fromstring(agreement_bytes(document(team), ".svg"))
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"=Hope", "Trust <&>", "no further code", "66"} <= set(texts)
    fills = [each.get("fill") for each in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert f"#{shade_hex(1.0)}" in fills
    assert shade_hex(0.0) > shade_hex(0.5) > shade_hex(1.0)


def test_a_report_is_written_whole_or_not_at_all(team, tmp_path):
    made = document(team)
    for suffix in (".docx", ".xlsx", ".svg"):
        path = tmp_path / f"report{suffix}"
        write_agreement(made, path)
        assert path.stat().st_size > 1_000
    with pytest.raises(Refused, match=r"\.docx.*\.xlsx.*\.svg"):
        write_agreement(made, tmp_path / "report.odt")
    assert not (tmp_path / "report.odt").exists()
