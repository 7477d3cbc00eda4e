"""The Code place as a person uses it."""

from acting import coded, counts, drag_over, focused, marked, press, write


def test_the_filled_study_is_shown(window, study):
    reader = window.code_place.reader
    assert reader.transcript.info.name == "Anna"
    assert focused() is reader.view
    assert marked(reader.view) == coded(study.project, study.transcripts[0])
    start, end = study.span(study.transcripts[0], "since five")
    drag_over(reader.view, start, end)
    assert reader.view.selection() == (start, end)
    press("C")
    assert reader.picker.isVisible()
    write("no")
    press("Return")
    assert ("Nobody there", "since five") in coded(study.project, study.transcripts[0])
    assert counts(window.code_place.codes.tree)["Nobody there"] == 3
    assert focused() is reader.view
