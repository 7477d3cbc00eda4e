"""A comparison of coders, ready to be written down."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from coder_gui import __version__
from coder_gui.app.project import Project
from coder_gui.domain.agreement.comparison import Comparison
from coder_gui.domain.agreement.reading_scales import ReadingScale
from coder_gui.domain.agreement.scope import Scope
from coder_gui.exchange.reports.agreement import AgreementDocument
from coder_gui.exchange.reports.agreement_settling import Decided, Settled


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
        earlier=project.earlier_layers(),
        settled=_settled(project, scope),
        consensuses=tuple(each.name for each in project.coders() if each.kind == "consensus"),
    )


def _settled(project: Project, scope: Scope) -> tuple[Settled, ...]:
    """What was decided of each two of the coders who have a consensus."""
    found = []
    for pair in combinations(scope.coders, 2):
        own = replace(scope, coders=pair, rolled_up=False)
        opened = project.opened(pair)
        has_consensus = opened is not None and opened.consensus_id is not None
        if has_consensus and project.refusal_to_settle(own) is None:
            found.append(_settled_pair(project, own))
    return tuple(found)


def _settled_pair(project: Project, scope: Scope) -> Settled:
    components = project.components_of(scope).make()
    ids = (i for each in components for i in (*each.segments_a, *each.segments_b))
    segments = {each.id: each for each in project.segments_by_id(ids)}
    coders = {coder.id: coder.name for coder in project.coders()}
    people = {person.id: person.label for person in project.participants()}
    names = {
        info.id: people.get(info.participant_id or 0, info.name) for info in project.transcripts()
    }
    labels = project.code_labels()
    decided, differences = [], 0
    for each, now in zip(components, project.settlements(scope, components, segments), strict=True):
        if each.is_agreed and now.state != "changed":
            continue
        differences += 1
        if now.decision is not None and now.choice is not None:
            decided.append(
                Decided(
                    names[each.transcript_id],
                    labels[each.code_id],
                    " ".join(project.text(each.transcript_id)[each.start : each.end].split()),
                    each.kind,
                    now.state,
                    now.choice,
                    now.decision.note,
                    coders.get(now.decision.author_id or 0, ""),
                    now.decision.modified_at,
                )
            )
    a, b = (coders[each] for each in scope.pair)
    return Settled((a, b), differences, tuple(decided))
