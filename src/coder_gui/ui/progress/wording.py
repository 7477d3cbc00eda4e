"""A coder's progress in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from coder_gui.domain.counted import counted
from coder_gui.domain.progress import Coverage, State
from coder_gui.ui.coding.facts import moment

if TYPE_CHECKING:
    from coder_gui.app.progress import Standing
    from coder_gui.app.project import Project

translate = QCoreApplication.translate


def state_in_words(state: State) -> str:
    """What the sign before a transcript means."""
    return {
        "new": translate("progress", "not begun"),
        "read": translate("progress", "read"),
        "coding": translate("progress", "coding"),
        "finished": translate("progress", "finished"),
    }[state]


def standing_in_words(standing: Standing, several: bool) -> str:
    """The state, and where several people code, whether the coder was asked to at all.

    Nothing coded in what was not assigned says nothing; in what was assigned it is a “no”.
    """
    said = state_in_words(standing.state)
    if several and not standing.assigned:
        not_assigned = translate("progress", "not assigned")
        return not_assigned if standing.state == "new" else f"{said}, {not_assigned}"
    return said


def percent(coverage: Coverage) -> str:
    """The part of the words that is coded, never 100 % while one is missing; empty for none."""
    share = coverage.share
    if share is None:
        return ""
    number = round(100 * share)
    if coverage.uncoded and number == 100:
        number = 99
    elif coverage.uncoded < coverage.words and number == 0:
        return translate("progress", "under 1 %")
    return f"{number} %"


def progress_in_words(project: Project, transcript_id: int) -> str:
    """What the present coder has done in a transcript."""
    standing, coverage = project.standings()[transcript_id], project.coverage(transcript_id)
    said = [state_in_words(standing.state), counted(standing.segments, "segment")]
    if standing.read_at and standing.state != "read":
        when = moment(standing.read_at)
        said.insert(1, translate("progress", "read %1").replace("%1", when))
    first = ", ".join(said)
    second = translate("progress", "%1 of %2 words of participants coded (%3)")
    done = f"{coverage.words - coverage.uncoded:,}"
    second = second.replace("%1", done).replace("%2", f"{coverage.words:,}")
    return f"{first[:1].upper()}{first[1:]}\n{second.replace('%3', percent(coverage) or '–')}"
