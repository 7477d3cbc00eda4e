"""The published and constructed cases that the coefficients must reproduce."""

import json
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from coder_gui.domain.agreement import coefficients, contingency, several_coders
from coder_gui.domain.agreement.alignment import best_disorder
from coder_gui.domain.agreement.comparison import compare_coders
from coder_gui.domain.agreement.counts import Counts, Document, total
from coder_gui.domain.agreement.intervals import pair_intervals
from coder_gui.domain.agreement.several_coders import nominal_alpha
from coder_gui.domain.agreement.unitizing import (
    Continuum,
    Valued,
    alpha_u_2004,
    unitized_alpha,
)
from coder_gui.domain.agreement.units import DOCUMENT, PARAGRAPH, segment_unit
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code, Segment

_FILE = Path(__file__).parents[2] / "data" / "agreement" / "vectors.json"
VECTORS = {vector["id"]: vector for vector in json.loads(_FILE.read_text("utf-8"))["vectors"]}


def leaves(value, path=()):
    """Every value of nested dicts and lists, by its path."""
    items = None
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = ((str(place), child) for place, child in enumerate(value))
    if items is None:
        return {path: value}
    return {
        leaf: found for key, child in items for leaf, found in leaves(child, (*path, key)).items()
    }


def line(counts):
    return {
        "both": counts.both,
        "only_a": counts.only_a,
        "only_b": counts.only_b,
        "neither": counts.neither,
        "n": counts.n,
        "percent_agreement": coefficients.percent_agreement(counts),
        "agree_coded_only": coefficients.agree_coded_only(counts),
        "f1": coefficients.f1(counts),
        "kappa": coefficients.cohen_kappa(counts),
        "alpha": coefficients.krippendorff_alpha(counts),
        "pi_scott": coefficients.scott_pi(counts),
        "ac1": coefficients.gwet_ac1(counts),
        "bp": coefficients.brennan_prediger(counts),
    }


def over_all(patterns):
    """Every statistic over all coders, by the names of the vectors."""
    return {
        "alpha": nominal_alpha(patterns),
        "alpha_nominal": nominal_alpha(patterns),
        "fleiss_kappa": several_coders.fleiss_kappa(patterns),
        "ac1": several_coders.gwet_ac1(patterns),
        "bp": several_coders.brennan_prediger(patterns),
        "percent_agreement": several_coders.percent_agreement(patterns),
    }


def measure_reliability_matrix(data):
    values = sorted({v for unit in data["units"] for v in unit if v is not None})
    patterns = Counter(tuple(unit.count(value) for value in values) for unit in data["units"])
    found = over_all(patterns)
    as_alpha = several_coders.alpha(data["units"], lambda a, b: float(a != b))
    assert as_alpha == pytest.approx(found["alpha_nominal"])
    interval = several_coders.alpha(data["units"], several_coders.interval_distance)
    return found | {"alpha_interval": interval}


def measure_set_matrix(data):
    units = [[frozenset(codes) for codes in unit] for unit in data["units"]]
    return {"alpha_set_jaccard": several_coders.alpha(units, several_coders.jaccard_distance)}


def measure_rating_counts(data):
    return over_all(Counter(map(tuple, data["counts"])))


def measure_contingency_table(data):
    table = data["table"]
    return {
        "kappa_cohen": contingency.cohen_kappa(table),
        "percent_agreement": contingency.percent_agreement(table),
        "ac1": contingency.gwet_ac1(table),
        "bp": contingency.brennan_prediger(table),
        "pi_scott": contingency.scott_pi(table),
        "alpha_nominal": nominal_alpha(contingency.votes(table)),
    }


def measure_two_by_two_series(data):
    return {"series": [line(Counts(*table)) for table in data["tables"]]}


def measure_continuum(data):
    begin, length = data["begin"], data["length"]
    coders = [[Valued(*unit) for unit in units] for units in data["coders"].values()]
    found = {"disorder": best_disorder(coders)}
    if not data.get("overlap_allowed_across_values"):
        family = unitized_alpha(Continuum(begin, length, coders))
        return found | {
            "u_alpha": family.u,
            "bar_u_alpha": family.bar_u,
            "cu_alpha": family.cu,
            "cu_coverage": family.cu_coverage,
            "k_u_alpha": family.k_u,
            "k_coverage": family.k_coverage,
        }
    of_2004 = alpha_u_2004(
        {
            value: Continuum(
                begin, length, [[u for u in units if u.value == value] for units in coders]
            )
            for value in {unit.value for units in coders for unit in units}
        }
    )
    return found | {
        "alpha_U": of_2004.alpha,
        "alpha_U_category": of_2004.by_value,
        "D_o": of_2004.observed,
        "D_e": of_2004.expected,
    }


def project(data):
    """Documents, coders by name, codebook and segments of a vector, with numbers for names."""
    coder_ids = {name: index for index, name in enumerate(data["coders"], 101)}
    everyone = {name: [d["id"] for d in data["documents"]] for name in coder_ids}
    assigned = data.get("assigned", everyone)
    document_ids = {d["id"]: index for index, d in enumerate(data["documents"], 201)}
    documents = [
        Document(
            transcript_id=document_ids[d["id"]],
            length=len(d["text"]) if "text" in d else d["length"],
            coders=frozenset(coder_ids[who] for who in coder_ids if d["id"] in assigned[who]),
        )
        for d in data["documents"]
    ]
    entries = [c if isinstance(c, dict) else {"id": c, "parent": None} for c in data["codes"]]
    code_ids = {entry["id"]: index for index, entry in enumerate(entries, 301)}
    codebook = Codebook(
        Code(code_ids[e["id"]], "", code_ids.get(e["parent"]), "code", e["id"], None)
        for e in entries
    )
    segments = [
        Segment(
            id=index,
            guid="",
            transcript_id=document_ids[c["doc"]],
            code_id=code_ids[c["code"]],
            coder_id=coder_ids[c["coder"]],
            start=c["start"],
            end=c["end"],
            comment="",
            stance=None,
            created_at="",
            modified_at="",
        )
        for index, c in enumerate(data["codings"])
    ]
    return documents, coder_ids, codebook, segments, document_ids


def measure_spans_project(data):
    documents, coder_ids, codebook, segments, document_ids = project(data)
    comparison = compare_coders(documents, list(coder_ids.values()), codebook, segments)
    found = {
        "per_code_multi": {
            codebook[each.code_id].name: {
                "alpha": each.alpha,
                "fleiss_kappa": each.fleiss_kappa,
                "ac1": each.ac1,
                "bp": each.bp,
                "percent_agreement": each.percent_agreement,
                "pairwise_kappa": {
                    a + b: comparison.pair(coder_ids[a], coder_ids[b]).codes[place].kappa
                    for a, b in combinations(coder_ids, 2)
                },
            }
            for place, each in enumerate(comparison.codes)
        },
        "document_length": documents[0].length,
    }
    multi = found["per_code_multi"]
    found["per_code_multi_alpha"] = {name: multi[name]["alpha"] for name in multi}
    if "compare" in data:
        found |= measure_pair(data, documents, coder_ids, codebook, segments, document_ids)
    return found


def measure_pair(data, documents, coder_ids, codebook, segments, document_ids):
    pair = tuple(coder_ids[name] for name in data["compare"])
    own = compare_coders(documents, pair, codebook, segments).pairs[0]
    rolled = compare_coders(documents, pair, codebook, segments, rolled_up=True).pairs[0]
    names = {number: name for name, number in document_ids.items()}
    tables = [c.counts for c in own.codes]
    kappas = [c.kappa for c in own.codes if c.kappa is not None]
    interval = pair_intervals(own.tables).kappa.get(own.codes[0].code_id)
    return {
        "per_code": {codebook[c.code_id].name: as_line(c) for c in own.codes},
        "rolled_up": {codebook[c.code_id].name: as_line(c) for c in rolled.codes},
        "documents_compared": [names[number] for number in own.documents],
        "pooled_kappa": own.pooled_kappa,
        "micro_kappa": coefficients.cohen_kappa(total(tables)),
        "mean_kappa": sum(kappas) / len(kappas) if kappas else None,
        "kappa": own.codes[0].kappa,
        "ci95_kappa": [interval.low, interval.high] if interval else None,
        "confusion": measure_confusion(documents, pair, codebook, segments),
        **measure_units(data, documents, pair, codebook, segments),
    }


def as_line(code):
    assert code.counts.n == code.n
    fields = line(code.counts)
    return fields | {name: getattr(code, name) for name in fields if hasattr(code, name)}


def measure_confusion(documents, pair, codebook, segments):
    names = {None: "", **{code.id: code.name for code in codebook}}
    confusion = compare_coders(documents, pair, codebook, segments).confusion[pair]
    return sorted([names[a], names[b], length] for (a, b), length in confusion.items())


def measure_units(data, documents, pair, codebook, segments):
    """The same pair by segment, paragraph and document."""

    def codes(unit, scope=documents):
        compared = compare_coders(scope, pair, codebook, segments, unit=unit).pairs[0]
        return {codebook[code.code_id].name: code for code in compared.codes}

    def triple(code):
        return [code.both, code.only_a, code.only_b]

    def table(code):
        return [*triple(code), code.neither]

    thresholds = [
        {
            "threshold": float(share),
            "per_code": {name: triple(c) for name, c in codes(segment_unit(share)).items()},
        }
        for share in ("0.9", "0.5", "0.3")
    ]
    cut = [d.get("paragraphs", [[0, 1]]) for d in data["documents"]]
    by_paragraph = [
        replace(d, units=tuple(map(tuple, units))) for d, units in zip(documents, cut, strict=True)
    ]
    whole = [replace(d, units=((0, d.length),)) for d in documents]
    return {
        "segments": {str(place): each for place, each in enumerate(thresholds)} | thresholds[0],
        "paragraph": {
            name: {"table": table(c), "kappa": c.kappa, "alpha": c.alpha}
            for name, c in codes(PARAGRAPH, by_paragraph).items()
        },
        "document": {name: table(c) for name, c in codes(DOCUMENT, whole).items()},
    }


@pytest.mark.parametrize("vector_id", VECTORS)
def test_vector(vector_id):
    vector = VECTORS[vector_id]
    found = leaves(globals()[f"measure_{vector['data']['kind']}"](vector["data"]))
    expected_leaves = leaves(vector["expected"])
    assert expected_leaves
    for path, expected in expected_leaves.items():
        assert path in found, f"{path} is not computed"
        if isinstance(expected, float):
            assert found[path] == pytest.approx(expected, rel=0, abs=vector["tolerance"]), path
        else:
            assert found[path] == expected, path
            assert type(found[path]) is type(expected), path


def test_there_are_41_vectors():
    assert len(VECTORS) == 41
