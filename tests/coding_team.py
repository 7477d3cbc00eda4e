"""A study that two or three coders coded, for tests of the Agree place."""

from __future__ import annotations

from itertools import combinations

from coder_gui.storage.segments import Passage
from filling import draft

THOUSAND = "word " * 200
TEXT = "Interviewer: " + THOUSAND[:487] + "\nAda: " + THOUSAND[:494]


class Team:
    """Three coders and four transcripts of 1,000 characters, of which Petra coded two.

    Everybody gave “Same” to the same words; where Mira gave “Hope”, Noor gave “Trust”.
    """

    def __init__(self, project):
        self.project = project
        project.update_study(method="codebook")
        self.mira, self.noor = 1, project.add_coder("Noor")
        self.petra = project.add_coder("Petra")
        drafts = [draft(f"Talk {n}", TEXT.replace("word", f"wo{n}d", 1)) for n in range(4)]
        self.talks = project.import_transcripts(drafts).imported
        self.theme = project.add_code("A theme", kind="theme")
        self.same = project.add_code("Same", self.theme)
        self.hope = project.add_code("Hope", self.theme)
        self.trust = project.add_code("Trust")
        self.unused = project.add_code("Unused")
        for pair in combinations((self.mira, self.noor, self.petra), 2):
            project.open_comparison(pair)
        for coder in (self.mira, self.noor):
            project.assign(coder, self.talks)
        project.assign(self.petra, self.talks[:2])
        for n, talk in enumerate(self.talks):
            self.code(self.same, self.mira, talk, 600, 700)
            self.code(self.same, self.noor, talk, 600, 700 if n else 660)
            self.code(self.same, self.mira, talk, 20, 60)
            self.code(self.hope, self.mira, talk, 800, 850)
            self.code(self.trust, self.noor, talk, 820, 870)
        for talk in self.talks[:2]:
            self.code(self.same, self.petra, talk, 600, 650)

    def code(self, code, coder, transcript, start, end):
        self.project.apply_codes([Passage(transcript, code, coder, start, end)], "Coded")
