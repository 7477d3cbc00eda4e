"""Everything that a reader sees in an OpenDocument text is kept, and nothing else."""

from pathlib import Path

import pytest
from built_docx import written
from built_odt import (
    fodt_bytes,
    items,
    note,
    number_level,
    odt_bytes,
    p,
    span,
    style,
    styles_xml,
    table,
)

from coder_gui.exchange.transcripts.registry import read_transcript

HIDDEN = style("Hidden", 'text:display="none"')
LIST = (
    '<text:list-style style:name="L">'
    + number_level(1)
    + number_level(2, "a", 'style:num-suffix=")"')
    + number_level(3, "i", 'style:num-suffix="." text:display-levels="3"')
    + "</text:list-style>"
)
L = 'text:style-name="L"'


@pytest.fixture
def draft_of(tmp_path: Path):
    def read(body: str, automatic: str = "", styles: str = "", **parts: str):
        return read_transcript(
            written(tmp_path, "a.odt", odt_bytes(body, automatic, styles, **parts))
        )

    return read


@pytest.fixture
def text_of(draft_of):
    return lambda *args, **parts: draft_of(*args, **parts).text


def emphasis(draft) -> list[tuple[str, str]]:
    return [(span.style, draft.text[span.start : span.end]) for span in draft.spans]


def test_turns_are_found_and_the_file_is_kept(draft_of) -> None:
    draft = draft_of(
        p("Interviewer: How?") + p("Anna: So.") + p("Interviewer: Well.") + p("Anna: Yes")
    )
    assert [turn.speaker for turn in draft.turns] == ["Interviewer", "Anna"] * 2
    assert (draft.format, draft.encoding, draft.warnings) == ("odt", None, ())
    assert draft.original[:2] == b"PK"


def test_blanks_of_the_file_are_layout_and_blanks_of_the_text_are_kept(text_of) -> None:
    body = p('  a\n   b <text:s text:c="3"/>c<text:tab/>d<text:line-break/>e<text:s/>f')
    assert text_of(f"\n  {body}\n  {p('')}{p('g')}\n") == "a b    c\td\ne f\n\ng"


def test_a_blank_count_that_lies_costs_no_memory(text_of) -> None:
    assert len(text_of(p('a<text:s text:c="999999999"/>b'))) == 1_002


def test_tracked_deletions_are_left_out_wherever_they_stand(text_of) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{p('gone for good')}</text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2"><text:deletion/></text:changed-region>'
        '<text:changed-region text:id="c3"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    body = p(
        'I <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>never '
        '<text:change-end text:change-id="c2"/><text:change-start text:change-id="c3"/>always '
        '<text:change-end text:change-id="c3"/>said so'
    )
    joined = p('one<text:change-start text:change-id="c2"/> not') + p(
        'nor<text:change-end text:change-id="c2"/> two'
    )
    assert text_of(changes + body) == "I always said so"
    assert text_of(changes + joined) == "one two"


def test_a_deletion_that_never_ends_takes_nothing_with_it(text_of) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c2"><text:deletion/>'
        "</text:changed-region></text:tracked-changes>"
    )
    assert text_of(changes + p('a <text:change-start text:change-id="c2"/>b') + p("c")) == "a b\nc"


def test_hidden_text_is_left_out(text_of) -> None:
    paragraph = style("Away", 'text:display="none"', 'style:parent-style-name="X"', "paragraph")
    inherited = style("Below", "", 'style:parent-style-name="Hidden"')
    back = style("Back", 'text:display="true"')
    body = (
        p("a" + span(" hidden", "Hidden") + span(" inherited", "Below"))
        + p("whole paragraph", "Away")
        + p("paragraph with " + span("a word shown", "Back"), "Away")
        + p("by a field<text:hidden-paragraph text:is-hidden='true'/>")
        + p("b<text:hidden-text text:is-hidden='true'> not me</text:hidden-text>")
        + f"<text:section text:display='none'>{p('section')}</text:section>"
        + f"<text:section text:display='condition' text:is-hidden='true'>{p('x')}</text:section>"
        + f"<text:section>{p('c')}</text:section>"
    )
    assert text_of(body, HIDDEN + paragraph + inherited + back) == "a\na word shown\nb\nc"


def test_a_document_of_nothing_but_hidden_text_is_read_with_a_warning(draft_of) -> None:
    draft = draft_of(p(span("all hidden", "Hidden")), HIDDEN)
    assert draft.text == "all hidden"
    assert draft.warnings == ("All words in “a.odt” are hidden text; they were kept.",)


def test_emphasis_of_automatic_and_inherited_styles(draft_of) -> None:
    common = style("Strong", 'fo:font-weight="bold"') + style(
        "Heading", 'fo:font-weight="bold"', family="paragraph"
    )
    automatic = (
        style("T1", 'fo:font-style="italic"', 'style:parent-style-name="Strong"')
        + style("T2", 'style:text-underline-style="solid"')
        + style("T3", 'fo:font-weight="normal"')
        + style("P1", "", 'style:parent-style-name="Heading"', "paragraph")
    )
    link = f'<text:a xlink:href="x">{span("linked", "T2")}</text:a>'
    body = p("Title " + span("light", "T3"), "P1") + p(
        f"I {span('so', 'T1')} {span('un' + span('der', 'Strong'), 'T2')}, {link}"
    )
    draft = draft_of(body, automatic, styles_xml(common))
    assert draft.text == "Title light\nI so under, linked"
    assert emphasis(draft) == [
        ("bold", "Title"),
        ("bold", "so"),
        ("italic", "so"),
        ("underline", "under"),
        ("bold", "der"),
    ]


def test_table_rows_have_their_cells_parted_by_tabs(text_of) -> None:
    covered = (
        "<table:covered-table-cell>" + p("under the merged one") + "</table:covered-table-cell>"
    )
    inner = table(("x", "y"))
    merged = f"<table:table><table:table-header-rows><table:table-row><table:table-cell>{p('m')}"
    merged += (
        f"</table:table-cell>{covered}</table:table-row></table:table-header-rows></table:table>"
    )
    body = table(("Anna", "I said"), ("Ben", p("one") + p("two")), ("in", inner)) + merged
    assert text_of(body) == "Anna\tI said\nBen\tone\ntwo\nin\tx\ty\nm"


def test_lists_are_numbered_as_libreoffice_numbers_them(text_of) -> None:
    body = (
        items("one", p("two") + p("still two") + items("two a", "two b"), "three", attributes=L)
        + p("between")
        + items("continued", attributes=f'{L} text:continue-numbering="true"')
        + items("anew", attributes=L)
        + items(items("phantom a"), "after it", attributes=L)
        + items(p("s") + items("s a") + p("mid") + items("again a"), attributes=L)
        + items(p("d") + items(p("d a") + items("d a i", "d a ii")), attributes=L)
    )
    assert text_of(body, LIST).split("\n") == [
        "1. one", "2. two", "still two", "a) two a", "b) two b", "3. three", "between",
        "4. continued", "1. anew", "a) phantom a", "2. after it",
        "1. s", "a) s a", "mid", "a) again a",
        "1. d", "a) d a", "1.a.i. d a i", "1.a.ii. d a ii",
    ]  # fmt: skip


def test_lists_start_and_continue_where_they_are_told_to(text_of) -> None:
    letters = number_level(1, "A", 'style:num-prefix="(" style:num-suffix=")" text:start-value="3"')
    words = number_level(1, "", 'style:num-prefix="Q" style:num-suffix=":"')
    sign = '<text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"/>'
    styles = "".join(
        f'<text:list-style style:name="{name}">{level}</text:list-style>'
        for name, level in (("M", letters), ("N", words), ("B", sign))
    )
    started = f"<text:list {L}><text:list-header>{p('head')}</text:list-header>"
    started += f'<text:list-item text:start-value="7">{p("seven")}</text:list-item></text:list>'
    body = (
        items("c", "d", attributes='text:style-name="M" xml:id="first"')
        + items("q", attributes='text:style-name="N"')
        + items("b", attributes='text:style-name="B"')
        + started
        + items("e", attributes='text:style-name="M" text:continue-list="first"')
    )
    assert text_of(body, LIST + styles).split("\n") == [
        "(C) c", "(D) d", "Q: q", "• b", "head", "7. seven", "(E) e",
    ]  # fmt: skip


def test_headings_have_the_numbers_of_the_outline(text_of) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}" {more}>{words}</text:h>'
        for level, words, more in (
            (1, "one", ""),
            (2, "below", ""),
            (1, "two", ""),
            (2, "below two", ""),
            (1, "none", 'text:is-list-header="true"'),
        )
    )
    expected = "1. one\n1.1 below\n2. two\n2.1 below two\nnone"
    assert text_of(body, "", styles_xml(outline)) == expected


def test_notes_follow_their_paragraph(text_of) -> None:
    body = (
        p(f"a{note('1', 'foot')} b{note('', 'no mark shown')}{note('*', 'starred')}")
        + table((p(f"c{note('i', 'end', 'endnote')}"), "d"))
        + p("e")
    )
    assert text_of(body).split("\n") == [
        "a[1] b[2][*]", "[1: foot]", "[2: no mark shown]", "[*: starred]",
        "c[i]\td", "[i: end]", "e",
    ]  # fmt: skip


def test_text_boxes_and_shapes_follow_their_paragraph(text_of) -> None:
    frame = f"<draw:frame><draw:text-box>{p('boxed')}{p('twice')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape><svg:title>alt</svg:title>{p('drawn')}</draw:custom-shape>"
    empty = f"<draw:line>{p('')}</draw:line>"
    body = f"{frame}{p(f'before {shape}after{empty}')}{p('next')}"
    assert text_of(body) == "boxed\ntwice\nbefore after\ndrawn\nnext"


def test_fields_links_ruby_and_formulas_show_what_they_show(text_of) -> None:
    formula = "<math:math><math:mi>x</math:mi><math:mo>=</math:mo><math:mn>2</math:mn></math:math>"
    names = 'xmlns:math="http://www.w3.org/1998/Math/MathML"'
    body = p(
        '<text:bookmark-start text:name="b"/>See <text:a xlink:href="h">the <text:span>link'
        "</text:span></text:a>, page <text:page-number>3</text:page-number>; <text:ruby>"
        "<text:ruby-base>base</text:ruby-base><text:ruby-text>over</text:ruby-text></text:ruby> "
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> co\xadop'
        '<text:soft-page-break/><text:alphabetical-index-mark text:string-value="no"/>.'
    )
    parts = {"Object 1__content.xml": formula.replace("<math:math>", f"<math:math {names}>")}
    assert text_of(body, **parts) == "See the link, page 3; base(over) x=2 coop."


def test_form_fields_show_their_values(text_of) -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="k" form:label="agreed" '
        'form:current-state="checked"/><form:text form:id="t" form:current-value="typed"/>'
        '<form:listbox form:id="l"><form:option form:label="one"/>'
        '<form:option form:label="two" form:selected="true"/></form:listbox>'
        '<form:button form:id="b" form:label="Send"/></form:form></office:forms>'
    )
    controls = " ".join(f'<draw:control draw:control="{name}"/>' for name in "ktlb")
    ticked = '<field:param field:name="Checkbox_Checked" field:value="true"/>'
    entries = "".join(
        f'<field:param field:name="Dropdown_{name}" field:value="{value}"/>'
        for name, value in (("ListEntry", "far"), ("ListEntry", "near"), ("Selected", "1"))
    )
    coded = "<field:fieldmark-start/> CODE <field:fieldmark-separator/>shown<field:fieldmark-end/>"
    plain = "<field:fieldmark-start/>kept<field:fieldmark-end/>"
    body = p(
        f'<field:fieldmark field:type="x.FORMCHECKBOX">{ticked}</field:fieldmark> '
        f'<field:fieldmark field:type="x.FORMDROPDOWN">{entries}</field:fieldmark> {coded} {plain}'
    )
    assert text_of(forms + p(controls) + body) == "☒ agreed typed two \n☒ near shown kept"


def test_comments_stay_behind_and_are_counted(draft_of) -> None:
    comment = f"<office:annotation><dc:creator>B</dc:creator>{p('aside')}</office:annotation>"
    assert draft_of(p(f"a{comment}b")).text == "ab"
    warnings = draft_of(p(f"a{comment}b{comment}")).warnings
    assert warnings == ("“a.odt” has 2 comments in its margin, which stayed behind.",)


def test_headers_of_the_pages_are_kept_once_and_page_numbers_are_not(text_of) -> None:
    masters = (
        '<style:master-page style:name="Standard"><style:header>'
        f"{p('Study 7')}{p('<text:page-number>1</text:page-number>')}</style:header>"
        f"<style:header-left style:display='false'>{p('unused')}</style:header-left>"
        f"<style:footer>{p('footer')}</style:footer></style:master-page>"
        '<style:master-page style:name="Second"><style:header>'
        f"{p('Part two')}<draw:frame><draw:text-box>{p('letterhead')}</draw:text-box></draw:frame>"
        "</style:header></style:master-page>"
    )
    turn = style("P9", "", 'style:master-page-name="Second"', "paragraph")
    body = p("a") + p("b", "P9") + p("c") + p("d", "P9")
    expected = "Study 7\na\nPart two\nb\nc\nd"
    assert text_of(body, turn, styles_xml(masters=masters)) == expected


def test_one_xml_file_is_read_like_a_packed_one(tmp_path: Path) -> None:
    data = fodt_bytes(
        p("a " + span("b", "T")) + p(span("gone", "Hidden") + "c"),
        style("T", 'fo:font-weight="bold"') + HIDDEN,
    )
    draft = read_transcript(written(tmp_path, "a.fodt", data))
    assert (draft.text, draft.format, emphasis(draft)) == ("a b\nc", "fodt", [("bold", "b")])


def test_elements_of_unknown_programs_lose_no_words(text_of) -> None:
    other = '<o:wrap xmlns:o="urn:other">inside <o:deep>too</o:deep></o:wrap>'
    assert text_of(p(f"a {other} b") + f'<o:x xmlns:o="urn:other">{p("c")}</o:x>') == (
        "a inside too b\nc"
    )
