"""The few things that style sheets say about words: shown or not, emphasis, lists, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Declarations = Mapping[str, str]

_READ = frozenset(
    (
        "display", "visibility", "font-weight", "font-style", "text-decoration",
        "text-decoration-line", "list-style", "list-style-type", "white-space", "mso-hide",
    )
)  # fmt: skip
_SELECTOR = re.compile(r"(\*|[\w-]*)((?:[.#][\w-]{1,80}){0,6})")
_NAME = re.compile(r"([.#])([\w-]+)")
_MAX_SHEET = 400_000
_MAX_RULES = 20_000
_MAX_COMPARED = 3_000_000
"""How often rules are compared with elements; sheets that ask for more are passed over."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations for elements of a name, classes and an id; empty ones fit any."""

    weight: tuple[int, int, int, int]
    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    declarations: Declarations


class Sheets:
    """The rules of all style sheets of a page that name an element, a class or an id.

    Rules about elements within others, and rules for print, are passed over.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        count = 0
        for sheet in sheets:
            for selectors, declarations in _rules(sheet[:_MAX_SHEET]):
                for selector in selectors.split(","):
                    count += 1
                    rule = _rule(selector.strip(), declarations, count)
                    if rule is not None and count <= _MAX_RULES:
                        self._rules.setdefault(_key(rule), []).append(rule)
        rules = [rule for listed in self._rules.values() for rule in listed]
        self._classes = {name for rule in rules for name in rule.classes}
        self._ids = {name for rule in rules for name in rule.ids}
        self._found: dict[tuple[str, frozenset[str], str], Declarations] = {}
        self._left = _MAX_COMPARED

    def declarations(self, tag: str, classes: str, node_id: str) -> Declarations:
        """What the sheets declare for an element; what is more particular, or later, wins."""
        if not self._rules:
            return {}
        known = self._classes.intersection(classes.split())
        key = (tag, frozenset(known), node_id if node_id in self._ids else "")
        if key not in self._found:
            self._found[key] = self._collected(*key)
        return self._found[key]

    def _collected(self, tag: str, classes: frozenset[str], node_id: str) -> Declarations:
        names = [tag, "*", f"#{node_id}", *(f".{name}" for name in classes)]
        candidates = [rule for name in names for rule in self._rules.get(name, ())]
        self._left -= len(candidates)
        if self._left < 0:
            return {}
        fitting = [
            rule
            for rule in candidates
            if rule.tag in ("", "*", tag) and rule.classes <= classes and rule.ids <= {node_id}
        ]
        found: dict[str, str] = {}
        for rule in sorted(fitting, key=lambda rule: rule.weight):
            found.update(rule.declarations)
        return found


def declared(style: str) -> Declarations:
    """The declarations of a `style` attribute or of a rule, as far as they are read here."""
    found: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _READ:
            found[name] = value.replace("!important", "").strip().lower()
    return found


def _rules(sheet: str) -> Iterator[tuple[str, Declarations]]:
    """Selectors and declarations; blocks of rules such as `@media` are passed over."""
    sheet = _without_comments(sheet.replace("<!--", "").replace("-->", ""))
    at = 0
    while (opened := sheet.find("{", at)) >= 0:
        selectors = sheet[at:opened].rpartition(";")[2].strip()
        if selectors.startswith("@"):
            at = _block_end(sheet, opened)
            continue
        closed = sheet.find("}", opened)
        closed = closed if closed >= 0 else len(sheet)
        declarations = declared(sheet[opened + 1 : closed])
        if declarations:
            yield selectors, declarations
        at = closed + 1


def _without_comments(sheet: str) -> str:
    pieces: list[str] = []
    at = 0
    while (opened := sheet.find("/*", at)) >= 0:
        pieces.append(sheet[at:opened])
        closed = sheet.find("*/", opened + 2)
        at = closed + 2 if closed >= 0 else len(sheet)
    return "".join((*pieces, sheet[at:]))


def _block_end(sheet: str, opened: int) -> int:
    depth = 0
    for brace in re.finditer("[{}]", sheet[opened:]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return opened + brace.end()
    return len(sheet)


def _rule(selector: str, declarations: Declarations, order: int) -> _Rule | None:
    found = _SELECTOR.fullmatch(selector)
    if not found or not selector:
        return None
    names = _NAME.findall(found[2])
    classes = frozenset(name for sign, name in names if sign == ".")
    ids = frozenset(name for sign, name in names if sign == "#")
    tag = found[1].lower()
    weight = (len(ids), len(classes), int(tag not in ("", "*")), order)
    return _Rule(weight, tag, classes, ids, declarations)


def _key(rule: _Rule) -> str:
    """Under which of its names a rule is looked for."""
    if rule.ids:
        return f"#{min(rule.ids)}"
    return f".{min(rule.classes)}" if rule.classes else rule.tag
