"""What one step touched: the only thing a view is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["done", "undone", "redone"]


@dataclass(frozen=True, slots=True)
class Changes:
    """One committed step, undo or redo.

    Args:
        label: The step's name, such as "Apply code".
        summary: A sentence for the status bar.
        rows: Ids of the touched rows by noun (`segment`, `code`, `transcript` …).
        final: That it cannot be undone.
    """

    label: str
    summary: str
    kind: Kind = "done"
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    final: bool = False

    def touch(self, *nouns: str) -> bool:
        """Whether any row of any of these nouns was touched."""
        return any(noun in self.rows for noun in nouns)

    def ids(self, noun: str) -> frozenset[int]:
        """The touched rows of one noun; they may be gone."""
        return self.rows.get(noun, frozenset())
