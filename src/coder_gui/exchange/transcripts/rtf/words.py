"""The control words of RTF that have something to do with what a reader sees."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\f", "column": "\f",
    "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b",
    "zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
"""Words that stand for a character; a page break is \\f until its paragraph ends."""

SIGNS = {"~": "\u00a0", "_": "\u2011", "\t": "\t"}
"""The same for signs; the soft hyphen (-) and the signs of index entries (: |) show nothing."""

_SKIPPED = """
colortbl stylesheet filetbl info pict nonshppict shprslt sp sn sv objdata objclass objname objalias
objsect footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc tcn xe rxe
txe pntxta pntxtb pnseclvl bkmkstart bkmkend falt fontemb fontfile panose template title subject
author operator keywords comment doccomm manager company category private private1 revtbl rsidtbl
listtable listoverridetable listtables nonesttables datafield background generator pn themedata
colorschememapping latentstyles datastore xmlnstbl factoidname atnid atnauthor atntime atnicn
atndate atnref atnparent atrfstart atrfend fname docvar mmathPict htmltag mailmerge
passwordhash protusertbl wgrffmtfilter pgdsctbl userprops xmlopen xmlclose hlfr hlsrc hlloc
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Groups of which a reader sees nothing."""

HEADERS = frozenset(("header", "headerl", "headerr", "headerf"))
NUMBERS = frozenset(("listtext", "pntext"))
BOXES = frozenset(("shptxt", "dptxbxtext"))

OPENED = frozenset(
    ("shpinst", "do", "moMath", "nesttableprops", "shppict", "formfield", "ffl", "ud", "fldrslt",
     "result", "footnote", "fldinst", "annotation", "fonttbl", *HEADERS, *NUMBERS, *BOXES)
)  # fmt: skip
"""Groups that are looked into though they may be marked as to be ignored (`\\*`)."""

_UNDERLINES = """
ul uld uldash uldashd uldashdd uldb ulhwave ulldash ulth ulthd ulthdash ulthdashd ulthdashdd
ulthldash ululdbwave ulw ulwave
"""
UNDERLINES = frozenset(_UNDERLINES.split())

REMOVED = frozenset(("v", "deleted", "mvf"))
"""Hidden, deleted, and moved away from here."""
