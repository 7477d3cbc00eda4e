"""Finding in all transcripts, and coding what was found in one step."""

import threading

import pytest

from acting import coded
from coder_gui.app.finding import Corpus
from coder_gui.app.project import Project
from coder_gui.domain.errors import Refused
from coder_gui.domain.finding import Query, Speaker, only_interviewer, without_interviewer
from coder_gui.domain.questions import matched
from filling import ANNA, different, draft, dump


def words(project, hits):
    return [project.text(hit.transcript_id)[hit.start : hit.end] for hit in hits]


def as_ranges(hits):
    found = {}
    for hit in hits:
        found.setdefault(hit.transcript_id, []).append((hit.start, hit.end))
    return found


def test_hits_come_with_who_said_them(filled):
    hits = filled.project.find(Query("you"))
    assert words(filled.project, hits) == ["you", "you", "you", "you"]
    first = hits[0]
    assert first.transcript_id == filled.transcripts[0]
    assert (first.line.before, first.line.after) == ("What did ", " do then?")
    assert (first.line.speaker, first.line.interviewer) == ("Interviewer", True)


def test_hits_of_some_transcripts_and_speakers(filled):
    project, (anna, ben, _caro) = filled.project, filled.transcripts
    nobody = Query("nobody")
    assert [hit.transcript_id for hit in project.find(nobody)] == [ben, filled.transcripts[2]]
    assert [hit.transcript_id for hit in project.find(nobody, [anna, ben])] == [ben]
    assert project.find(nobody, speakers=only_interviewer) == []
    assert project.find(Query("you"), speakers=without_interviewer) == []
    assert len(project.find(Query("i"), speakers=Speaker("Ben"))) < len(project.find(Query("i")))


def test_names_of_speakers_are_no_hits(filled):
    assert filled.project.find(Query("anna")) == []
    assert filled.project.find(Query("interviewer")) == []


def test_an_expression_that_is_none_is_refused(filled):
    with pytest.raises(Refused, match="at character"):
        filled.project.find(Query("(bus", mode="expression"))


def test_a_worker_finds_what_the_project_finds(filled):
    project = filled.project
    corpus = project.corpus()
    for query in (Query("you"), Query("[nN]o\\w+", mode="expression"), Query("bus sister", "all")):
        expected = as_ranges(project.find(query))
        found: dict = {}

        def work(query=query, found=found):
            found.update(each for each in corpus.hits(query, filled.transcripts) if each[1])

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert found == expected


def test_a_worker_sees_a_correction_only_once_it_is_told(filled):
    project, anna = filled.project, filled.transcripts[0]
    corpus = project.corpus()
    assert dict(corpus.hits(Query("bus"), [anna]))[anna] != []
    project.replace_text(anna, draft("Anna", ANNA.replace("bus", "tram")))
    room = corpus._room
    corpus.forget([anna])
    assert corpus._room > room  # for the corrected text
    assert dict(corpus.hits(Query("bus"), [anna]))[anna] == []
    assert dict(corpus.hits(Query("tram"), [anna]))[anna] != []


def test_a_reader_passes_over_what_others_changed_meanwhile(filled):
    path, anna, ben = filled.project.path, *filled.transcripts[:2]
    reader = Project.open(path, read_only=True)
    filled.project.replace_text(anna, draft("Anna", ANNA.replace("bus", "tram")))
    corpus = reader.corpus()
    assert dict(corpus.hits(Query("nobody"), [anna, ben]))[ben] != []
    assert dict(corpus.hits(Query("tram"), [anna, ben])) == {anna: [], ben: []}
    assert corpus.outdated == {anna}
    reader.close()


def test_too_large_a_study_is_read_again_for_every_search(filled, monkeypatch):
    monkeypatch.setattr("coder_gui.app.finding.KEPT", 100)
    corpus: Corpus = filled.project.corpus()
    for _time in range(2):
        found = dict(corpus.hits(Query("nobody"), filled.transcripts))
        assert [len(hits) for hits in found.values()] == [0, 1, 1]


def test_all_hits_are_coded_in_one_step(filled):
    project = filled.project
    before = dump(project)
    filled.notices.clear()
    hits = as_ranges(project.find(Query("nobody")))
    assert project.code_hits(filled.help, hits) == 2
    assert len(filled.notices) == 1
    assert filled.notices[0].summary == "Coded 2 hits in 2 transcripts as “Help given”"
    assert ("Help given", "Nobody") in coded(project, filled.transcripts[1])
    project.undo()
    after = dump(project)
    assert different(before, after) == {}


def test_what_was_looked_for_is_not_in_the_history(filled):
    hits = as_ranges(filled.project.find(Query("my s\\w+", mode="expression")))
    filled.project.code_hits(filled.help, hits)
    assert "sister" not in filled.notices[-1].summary
    assert "s\\w" not in filled.notices[-1].summary


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        ("hit", "stubborn"),
        ("sentence", "My sister says that I am stubborn 🙂, and she is right."),
        ("turn", "I walked. My sister says that I am stubborn 🙂, and she is right."),
    ],
)
def test_hits_are_spread(filled, spread, expected):
    project, anna = filled.project, filled.transcripts[0]
    project.code_hits(filled.forms, as_ranges(project.find(Query("stubb"))), spread)
    assert ("Forms", expected) in coded(project, anna)


def test_the_same_words_are_coded_once(filled):
    project = filled.project
    hits = as_ranges(project.find(Query("nobody")))
    project.code_hits(filled.help, hits, "sentence")
    notices = len(filled.notices)
    assert project.code_hits(filled.help, hits, "sentence") == 0
    assert len(filled.notices) == notices


def test_hits_make_a_new_code_in_the_same_step(filled):
    project = filled.project
    code_id, number = project.code_hits_as_new(
        "  Getting \n there ", None, as_ranges(project.find(Query("bus")))
    )
    assert (project.codebook()[code_id].name, number) == ("Getting there", 1)
    project.undo()
    assert code_id not in project.codebook()


def test_hits_outside_their_text_are_refused(filled):
    before = dump(filled.project)
    for hits in ({}, {filled.transcripts[0]: []}, {filled.transcripts[0]: [(0, 10**6)]}):
        with pytest.raises(Refused):
            filled.project.code_hits(filled.help, hits)
    assert dump(filled.project) == before


def test_all_turns_of_a_speaker(filled):
    project, anna = filled.project, filled.transcripts[0]
    corpus = project.corpus()
    hits = dict(corpus.turns(Speaker("Anna"), filled.transcripts))
    assert project.code_hits(filled.forms, hits, "turn") == 2
    assert [text for name, text in coded(project, anna) if name == "Forms"] == [
        "Slowly. I had been up since five, and the bus was late again.",
        "I walked. My sister says that I am stubborn 🙂, and she is right.",
    ]
    assert project.speaker_names()[0] == ("Interviewer", 3)


def test_answers_are_coded_by_question(filled):
    project = filled.project
    asked = [each for some in project.corpus().asked(filled.transcripts) for each in some]
    questions = matched(asked)
    assert project.code_questions(questions, "Guide") == len(asked) == 5
    book = project.codebook()
    theme = next(code for code in book.children(None) if code.name == "Guide")
    assert {code.name for code in book.children(theme.id)} == {q.name for q in questions}
    assert (
        "What would you change?",
        "What would you change?\nCaro: The forms. Nobody can fill them in alone.",
    ) in coded(project, filled.transcripts[2])
    assert project.code_questions(questions, "Guide") == 0  # it is all there
    project.undo()
    assert theme.id not in project.codebook()
    with pytest.raises(Refused):
        project.code_questions([], "Guide")


def test_words_are_counted_by_group(filled):
    groups = {filled.transcripts[0]: 0, filled.transcripts[1]: 0, filled.transcripts[2]: 1}
    corpus = filled.project.corpus()
    *_, tally = corpus.tallied(groups, 2, filled.transcripts, without_interviewer)
    nobody = next(each for each in tally.most_frequent() if each.word == "nobody")
    assert (nobody.times, nobody.transcripts, nobody.by_group) == (2, 2, (1, 1))
    assert "interviewer" not in tally.times
    assert "change" not in tally.times
