"""`compare` for two and more coders: what it reads, and what it prints for people and scripts."""

import json

import pytest
from click.testing import CliRunner

from coder_gui.app.cli import cli
from coder_gui.domain.agreement.coefficients import pooled_kappa
from coder_gui.domain.agreement.counts import Counts
from filling import ANNA, BEN


@pytest.fixture
def study(filled, path):
    """The filled study, in which a third coder shares two transcripts."""
    third = filled.project.add_coder("Tariq Aziz")
    filled.project.assign(third, filled.transcripts[:2])
    filled.project.coder_id = third
    filled.project.apply_code(
        filled.transcripts[0], filled.alone, *filled.span(filled.transcripts[0], "bus was late")
    )
    filled.project.close()
    return path


def run(*arguments):
    result = CliRunner().invoke(cli, ["compare", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def printed(*arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def facts(*arguments):
    return json.loads(printed(*arguments, "--json"))


def line(found, name):
    return next(code for code in found["codes"] if code["code"] == name)


def test_two_coders_have_pooled_kappa_alpha_and_confusion(study):
    found = facts(study, "--coders", "Mira", "Noor")
    assert (found["unit"], found["rolled_up"], found["interviewer_turns"]) == (
        "character",
        False,
        True,
    )
    alone = line(found, "Nobody there")
    assert (alone["both"], alone["only_a"], alone["only_b"]) == (12, 19, 6)
    tables = [
        Counts(code["both"], code["only_a"], code["only_b"], code["neither"])
        for code in found["codes"]
    ]
    assert found["pooled_kappa"] == pytest.approx(pooled_kappa(tables))
    assert found["alpha_all"] == pytest.approx(found["pooled_kappa"], abs=0.03)
    confusion = {(a, b): length for a, b, length in found["confusion"]}
    assert confusion["Nobody there", "Nobody there"] == alone["both"]
    assert found["confusion"] == sorted(found["confusion"])
    of_a = {pair: n for pair, n in confusion.items() if pair[0] == "Nobody there"}
    assert sum(of_a.values()) == alone["both"] + alone["only_a"]
    assert "" in {a for a, _b in confusion}


def test_three_coders_have_every_pair_and_figures_over_all(study):
    found = facts(study, "--coders", "Mira", "Noor", "Tariq Aziz")
    assert found["coders"] == ["Mira", "Noor", "Tariq Aziz"]
    alone = line(found, "Nobody there")
    assert set(alone) == {
        "code",
        "path",
        "n",
        "percent_agreement",
        "fleiss_kappa",
        "alpha",
        "ac1",
        "bp",
        "reason",
    }
    assert alone["n"] == len(ANNA) + len(BEN)
    assert 0 < alone["alpha"] < 1
    assert line(found, "Forms")["reason"] == "not used by either"
    pairs = found["pairs"]
    assert [pair["coders"] for pair in pairs] == [
        ["Mira", "Noor"],
        ["Mira", "Tariq Aziz"],
        ["Noor", "Tariq Aziz"],
    ]
    two = facts(study, "--coders", "Mira", "Noor")
    for key in ("documents", "codes", "pooled_kappa", "confusion"):
        assert pairs[0][key] == two[key]
    first, second, third = (pair["pooled_kappa"] for pair in pairs)
    assert found["pooled_kappa_matrix"] == [
        [None, first, second],
        [first, None, third],
        [second, third, None],
    ]


@pytest.mark.parametrize(
    ("unit", "units"), [("paragraph", 8), ("turn", 8), ("document", 2), ("segment:0.5", 2)]
)
def test_other_units(study, unit, units):
    found = facts(study, "--coders", "Mira", "Noor", "--unit", unit)
    assert found["unit"] == unit
    assert line(found, "Nobody there")["n"] == units
    is_segment = unit == "segment:0.5"
    assert (found["pooled_kappa"] is None) == (found["alpha_all"] is None) == is_segment
    by_character = facts(study, "--coders", "Mira", "Noor")
    assert found["confusion"] == by_character["confusion"]


def test_roll_up_and_without_the_interviewer(study):
    plain = facts(study, "--coders", "Mira", "Noor")
    found = facts(study, "--coders", "Mira", "Noor", "--roll-up", "--without-interviewer")
    assert line(plain, "Being alone")["reason"] == "not used by either"
    assert line(found, "Being alone")["both"] == line(plain, "Nobody there")["both"]
    asked = [each for each in (ANNA + BEN).splitlines() if each.startswith("Interviewer")]
    assert line(plain, "Forms")["n"] - line(found, "Forms")["n"] == sum(map(len, asked))
    assert (found["rolled_up"], found["interviewer_turns"]) == (True, False)


def test_intervals_are_added_when_they_are_asked_for(study):
    plain = facts(study, "--coders", "Mira", "Noor")
    found = facts(study, "--coders", "Mira", "Noor", "--intervals")
    assert "pooled_kappa_interval" not in plain
    low, high = found["pooled_kappa_interval"]
    assert low <= found["pooled_kappa"] <= high
    low, high = found["alpha_all_interval"]
    assert low <= found["alpha_all"] <= high
    low, high = line(found, "Nobody there")["kappa_interval"]
    assert low <= line(found, "Nobody there")["kappa"] <= high
    assert line(found, "Forms")["alpha_interval"] is None
    three = facts(study, "--coders", "Mira", "Noor", "Tariq Aziz", "--intervals")
    assert len(line(three, "Nobody there")["alpha_interval"]) == 2
    assert three["pairs"][0]["pooled_kappa_interval"] == found["pooled_kappa_interval"]


def test_names_are_taken_up_to_the_next_option(study):
    text = printed("--unit", "document", "--coders", "Noor", "Mira", "--roll-up", study)
    assert text.startswith("Noor (A) and Mira (B), 2 transcripts\n")
    assert "Unit: document\n" in text


def test_the_table_of_three(study):
    text = printed(study, "--coders", "Mira", "Noor", "Tariq Aziz", "--intervals")
    head, columns, *rest = text.splitlines()
    assert head == "Mira, Noor and Tariq Aziz, 2 transcripts"
    assert columns.split() == ["n", "agree", "κ", "Fleiss", "AC1", "α", "code"]
    assert rest[0].endswith("Being alone (not used by either)")
    assert rest[4] == "Unit: character"
    assert [each.split(":")[0] for each in rest[5:9]] == [
        "Pooled κ, Mira and Noor",
        "Pooled κ, Mira and Tariq Aziz",
        "Pooled κ, Noor and Tariq Aziz",
        "α, all coders",
    ]
    assert " to " in rest[8]


def test_warnings_are_sentences(study):
    found = facts(study, "--coders", "Mira", "Noor")
    (unequal,) = [each for each in found["warnings"] if "(Mira 3, Noor 2)" in each]
    assert unequal in printed(study, "--coders", "Mira", "Noor")
    assert all(each.endswith(".") for each in found["warnings"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--coders", "Mira"), "A comparison takes two different coders or more."),
        (("--coders", "Mira", "Noor", "Mira"), "A coder cannot be compared with themselves."),
        (("--coders", "Mira", "Noor", "Zoe"), "Nobody called “Zoe” codes in this project."),
        (("--coders", "Mira", "Noor", "--unit", "segment:2"), "“segment:2” is not a unit of"),
    ],
)
def test_what_cannot_be_compared(study, arguments, sentence):
    result = run(study, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)
    assert len(result.stderr.splitlines()) == 1
