"""How participants are labelled: a template that numbers itself, such as `{sub_role} {n}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_FIELD = re.compile(r"\{([^{}]+)\}")


def next_label(template: str, values: Mapping[str, str], taken: Collection[str]) -> str:
    """Fill the template from attribute values and give it the first free number.

    Names in the template match attribute names without regard to case, blanks or underscores.
    A template without `{n}` gets the number at its end when the label is taken.
    """
    folded = {_fold(name): value for name, value in values.items()}

    def filled(number: str) -> str:
        def one(field: re.Match[str]) -> str:
            name = _fold(field[1])
            return number if name == "n" else folded.get(name, "")

        return " ".join(_FIELD.sub(one, template).split()) or f"Participant {number}".strip()

    numbered = any(_fold(name) == "n" for name in _FIELD.findall(template))
    if not numbered and filled("") not in taken:
        return filled("")
    number = 1
    while True:
        label = filled(str(number)) if numbered else f"{filled('')} {number + 1}"
        if label not in taken:
            return label
        number += 1


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()
