"""The published and constructed cases that the coefficients must reproduce."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from coder_gui.domain.agreement import coefficients
from coder_gui.domain.agreement.coefficients import compare_pair, nominal_alpha, pooled_kappa
from coder_gui.domain.agreement.counts import (
    Counts,
    Document,
    count_documents,
    pair_counts,
    total,
    votes,
)
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import Code, Segment

_FILE = Path(__file__).parents[2] / "data" / "agreement" / "vectors.json"
VECTORS = {vector["id"]: vector for vector in json.loads(_FILE.read_text("utf-8"))["vectors"]}

NOT_YET = {
    "P02": "interval data: codes are nominal",
    "P05": "a table of three categories: codes are compared one by one",
    "P07": "a table of three categories: codes are compared one by one",
    "P08": "a table of four categories: codes are compared one by one",
    "P13": "Fleiss' kappa: not offered",
    "P14": "AC1 and Brennan–Prediger for several coders: optional columns",
    "P16": "alpha over sets of codes: optional",
    "P17": "alpha for unitising: optional",
    "P18": "alpha for unitising: optional",
    "P19": "alpha for unitising: optional",
    "P22": "alpha for unitising: optional",
    "P38": "segments as units come with the other units",
    "P39": "paragraphs and documents as units come with the other units",
    "P41": "gamma: optional",
}
"""Vectors of which nothing is computed yet."""

STATISTICS_NOT_YET = {
    "ac1": "optional column",
    "bp": "optional column",
    "pi_scott": "not offered",
    "fleiss_kappa": "not offered",
    "confusion": "comes with the confusion between codes",
    "segments": "comes with the other units",
    "ci95_kappa": "comes with the intervals",
}
"""What other vectors state and is not computed yet, wherever in their `expected` it stands."""

MORE_THAN_TWO = {
    ("P12", "kappa_cohen"): "four categories",
    ("P15", "percent_agreement"): "three coders",
    ("P32", "percent_agreement"): "three coders",
}
"""Statistics of one vector that are computed for two coders or two categories only."""


def leaves(value, path=()):
    """Every value of nested dicts and lists, by its path."""
    items = None
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
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
        "kappa_cohen": coefficients.cohen_kappa(counts),
        "alpha": coefficients.krippendorff_alpha(counts),
        "alpha_nominal": coefficients.krippendorff_alpha(counts),
    }


def measure_reliability_matrix(data):
    values = sorted({v for unit in data["units"] for v in unit if v is not None})
    patterns = {}
    for unit in data["units"]:
        pattern = tuple(unit.count(value) for value in values)
        patterns[pattern] = patterns.get(pattern, 0) + 1
    found = {"alpha_nominal": nominal_alpha(patterns)}
    if values == [0, 1] and len(data["coders"]) == 2:
        units = [tuple(unit) for unit in data["units"]]
        counts = Counts(*(units.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))))
        assert coefficients.krippendorff_alpha(counts) == pytest.approx(found["alpha_nominal"])
        found["percent_agreement"] = coefficients.percent_agreement(counts)
    return found


def measure_contingency_table(data):
    table = data["table"]
    if len(table) == 2:
        return line(Counts(table[0][0], table[0][1], table[1][0], table[1][1]))
    patterns = {}
    for row, cells in enumerate(table):
        for column, units in enumerate(cells):
            pattern = tuple((i == row) + (i == column) for i in range(len(table)))
            patterns[pattern] = patterns.get(pattern, 0) + units
    return {"alpha_nominal": nominal_alpha(patterns)}


def measure_two_by_two_series(data):
    return {"series": [line(Counts(*table)) for table in data["tables"]]}


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
    counted = count_documents(documents, list(coder_ids.values()), segments)
    pairs = list(combinations(enumerate(coder_ids), 2))
    found = {
        "per_code_multi": {
            code.name: {
                "alpha": nominal_alpha(votes(counted, code.id)),
                "pairwise_kappa": {
                    a + b: coefficients.cohen_kappa(pair_counts(counted, code.id, i, j))
                    for (i, a), (j, b) in pairs
                },
            }
            for code in codebook
        },
        "document_length": documents[0].length,
    }
    multi = found["per_code_multi"]
    found["per_code_multi_alpha"] = {name: multi[name]["alpha"] for name in multi}
    if "compare" not in data:
        return found

    a, b = (coder_ids[name] for name in data["compare"])
    own = compare_pair(documents, (a, b), codebook, segments)
    rolled = compare_pair(documents, (a, b), codebook, segments, rolled_up=True)
    names = {number: name for name, number in document_ids.items()}
    found["per_code"] = {codebook[c.code_id].name: as_line(c) for c in own.codes}
    found["rolled_up"] = {codebook[c.code_id].name: as_line(c) for c in rolled.codes}
    found["documents_compared"] = [names[number] for number in own.documents]
    tables = [c.counts for c in own.codes]
    kappas = [c.kappa for c in own.codes if c.kappa is not None]
    found["pooled_kappa"] = pooled_kappa(tables)
    found["micro_kappa"] = coefficients.cohen_kappa(total(tables))
    found["mean_kappa"] = sum(kappas) / len(kappas) if kappas else None
    found["kappa"] = own.codes[0].kappa
    return found


def as_line(code):
    assert code.counts.n == code.n
    fields = line(code.counts)
    return {name: getattr(code, name) for name in fields if hasattr(code, name)}


def measured(vector):
    measure = globals().get(f"measure_{vector['data']['kind']}")
    return leaves(measure(vector["data"])) if measure else {}


def is_left_out(vector_id, path):
    return any(key in STATISTICS_NOT_YET or (vector_id, key) in MORE_THAN_TWO for key in path)


@pytest.mark.parametrize("vector_id", [v for v in VECTORS if v not in NOT_YET])
def test_vector(vector_id):
    vector = VECTORS[vector_id]
    found = measured(vector)
    checked = 0
    for path, expected in leaves(vector["expected"]).items():
        if is_left_out(vector_id, path):
            assert path not in found, f"{path} is computed and could be checked"
            continue
        assert path in found, f"{path} is neither computed nor named as left out"
        if isinstance(expected, float):
            assert found[path] == pytest.approx(expected, rel=0, abs=vector["tolerance"]), path
        else:
            assert found[path] == expected, path
            assert type(found[path]) is type(expected), path
        checked += 1
    assert checked


def test_every_vector_is_checked_or_named():
    assert len(VECTORS) == 41
    assert NOT_YET.keys() <= VECTORS.keys()


@pytest.mark.parametrize("vector_id", NOT_YET)
def test_vectors_that_are_left_out_state_nothing_that_is_computed(vector_id):
    vector = VECTORS[vector_id]
    if vector["data"]["kind"] == "contingency_table":
        assert len(vector["data"]["table"]) > 2
    assert "per_code" not in vector["expected"]
    assert "alpha_nominal" not in vector["expected"]
    assert "pooled_kappa" not in vector["expected"]


def test_every_statistic_that_is_left_out_is_stated_somewhere():
    stated = {
        key for vector in VECTORS.values() for path in leaves(vector["expected"]) for key in path
    }
    assert STATISTICS_NOT_YET.keys() <= stated
