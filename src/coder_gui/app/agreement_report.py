"""A comparison of coders, ready to be written down."""

from __future__ import annotations

from coder_gui import __version__
from coder_gui.app.project import Project
from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.reading_scales import ReadingScale
from coder_gui.domain.agreement.scope import Scope
from coder_gui.exchange.reports.agreement import AgreementDocument


def agreement_document(
    project: Project, scope: Scope, comparison: Comparison, where: str, scale: ReadingScale
) -> AgreementDocument:
    """Everything that a report needs, but for the intervals, which take a while.

    Args:
        comparison: What `project.comparison_of(scope)` made.
        where: Which of the transcripts in common are compared, in words.
    """
    people = {person.id: person.label for person in project.participants()}
    infos = project.transcripts()
    return AgreementDocument(
        study_name=project.study().name,
        made_at=project.file.journal.stamps.now(),
        version=__version__,
        coders={coder.id: coder.name for coder in project.coders()},
        comparison=comparison,
        scope=scope,
        book=project.codebook(),
        transcripts={info.id: people.get(info.participant_id or 0, info.name) for info in infos},
        lengths={info.id: info.length for info in infos},
        where=where,
        scale=scale,
        cautions=tuple(project.cautions(comparison)),
    )
