"""What a file's name says about whose transcript it is: a pattern such as `{group}-{n}`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coder_gui.domain.errors import Refused

WHOLE = "{participant}"
"""The pattern under which the whole name is the participant."""

_FIELDS = {"group": ".+?", "participant": ".+?", "n": "[0-9]+"}
_PIECE = re.compile(r"\{([^{}]*)\}|\*|[^{}*]+|[{}]")
_LIKELY = ("{group}-{n}", "{group}_{n}", "{group} {n}", "{group}_{participant}_*")


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a pattern found in a name; empty where it says nothing."""

    participant: str
    group: str


class NamePattern:
    """A pattern that was typed: `{group}`, `{participant}`, `{n}`, `*`, and plain characters.

    Raises:
        Refused: It has a field of another name, or one twice, or a brace too many.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern.strip()
        pieces: list[str] = []
        self._fields: list[str] = []
        for piece in _PIECE.finditer(self.pattern):
            if piece[0] == "*":
                pieces.append(".*?")
            elif piece[1] is not None:
                pieces.append(self._field(piece[1]))
            elif piece[0] in "{}":
                raise Refused("A brace is missing in the pattern. Write for instance {group}-{n}.")
            else:
                pieces.append(re.escape(piece[0]))
        self._expression = re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)

    def parts(self, name: str) -> NameParts | None:
        """What the name says, or None when it is not of that shape."""
        found = self._expression.fullmatch(name.strip())
        if found is None or not self._fields:
            return None
        values = found.groupdict()
        group = _tidy(values.get("group", ""))
        participant = " ".join(values.get("participant", "").split())
        if not participant and "n" in values:
            participant = f"{group or 'Participant'} {int(values['n'])}"
        return NameParts(participant, group)

    def _field(self, typed: str) -> str:
        name = typed.strip().casefold()
        if name not in _FIELDS:
            raise Refused(
                f"There is no field {{{typed}}}. Use {{group}}, {{participant}} or {{n}}."
            )
        if name in self._fields:
            raise Refused(f"The field {{{name}}} stands twice in the pattern. Use * for the rest.")
        self._fields.append(name)
        return f"(?P<{name}>{_FIELDS[name]})"


def likely_pattern(names: Sequence[str]) -> str:
    """The pattern that sorts most of the names into several groups, else the whole name."""
    for each in _LIKELY:
        found = [NamePattern(each).parts(name) for name in names]
        groups = Counter(parts.group for parts in found if parts)
        # One “group” is more likely the name of the study, and one with a single file a person.
        several = [number for number in groups.values() if number > 1]
        if len(several) > 1 and sum(several) * 5 >= len(names) * 4:
            return each
    return WHOLE


def _tidy(name: str) -> str:
    """A group as it is shown: `carer` is written `Carer`, `carer_peer worker` with blanks."""
    name = " ".join(name.replace("_", " ").split())
    return name[:1].upper() + name[1:] if name.islower() else name
