"""Who is on the team: coders, what each is asked to code, and coding the same once more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coder_gui.app.blindness import Blindness
from coder_gui.app.coding import checked_name
from coder_gui.domain.audit_trail import local
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Coder
from coder_gui.domain.sampling import shares
from coder_gui.domain.team import Belongings, Task, Workload, task_of
from coder_gui.exchange.codebooks.wording import date_text
from coder_gui.storage import participants, study, team, transcripts

__all__ = ["Belongings", "Team", "Workload"]


class Team(Blindness):
    """What a person does with the coders of a study."""

    # Coders ------------------------------------------------------------------------------------

    def workloads(self) -> dict[int, Workload]:
        """What each coder, persons and layers, has to do and has done, by coder id."""
        nouns = ("coder", "assignment", "segment", "reading", "transcript")
        return self._kept("workloads", nouns, lambda: team.workloads(self.file.db))

    def rename_coder(self, coder_id: int, name: str) -> None:
        """Give a coder another name.

        Raises:
            Refused: There is another coder of that name.
        """
        name, coder = checked_name(name), self._named(coder_id)
        if coder.name == name:
            return
        self._refuse_coder_twice(name)
        with self._step("Rename coder") as step:
            study.rename_coder(step, coder_id, name)
            step.summary = f"Renamed the coder “{coder.name}” to “{name}”"

    def belongings_of(self, coder_id: int) -> Belongings:
        """What goes with a coder who is deleted."""
        return team.belongings(self.file.db, coder_id)

    def delete_coder(self, coder_id: int) -> None:
        """Delete a coder with everything that is the coder's, in one step.

        Raises:
            Refused: It is the one at work.
        """
        coder = self._named(coder_id)
        if coder_id == self.coder_id:
            raise Refused(
                f"“{coder.name}” is at work now and stays. Code as somebody else first, then "
                "delete this coder."
            )
        goes = self.belongings_of(coder_id).in_words()
        with self._step("Delete coder") as step:
            team.delete_coder(step, coder_id)
            step.summary = f"Deleted the coder “{coder.name}”" + (f" with {goes}" if goes else "")

    # Who codes what ----------------------------------------------------------------------------

    def tasks(self) -> dict[tuple[int, int], Task]:
        """Where each coder stands with each transcript, by their ids.

        What is not in it is not assigned, which is not the same as assigned and empty.
        """
        numbers = self.segment_counts()
        return {
            (each.coder_id, each.transcript_id): task_of(
                True,
                numbers.get((each.coder_id, each.transcript_id), 0),
                each.finished_at is not None,
            )
            for each in study.assignments(self.file.db)
        }

    def segment_counts(self) -> dict[tuple[int, int], int]:
        """Number of segments by coder id and transcript id."""
        nouns = ("segment", "coder", "transcript")
        return self._kept("segment counts", nouns, lambda: team.counts(self.file.db))

    def set_tasks(self, cells: Collection[tuple[int, int]], task: Task) -> None:
        """Assign transcripts to coders, mark them as finished, or take them back, in one step.

        Args:
            cells: Ids of coder and transcript.
            task: `empty` and `coding` both mean: assigned, and not finished.
        """
        names = {each.id: each.name for each in self._team()}
        with self._step("Assign transcripts") as step:
            for coder_id, transcript_id in cells:
                if task == "not assigned":
                    study.unassign(step, coder_id, transcript_id)
                else:
                    study.assign(step, coder_id, transcript_id)
                    study.set_finished(step, coder_id, transcript_id, task == "finished")
            what = counted(len({transcript_id for _coder, transcript_id in cells}), "transcript")
            who = " and ".join(f"“{names[each]}”" for each in sorted({c for c, _t in cells}))
            step.summary = {
                "not assigned": f"Took {what} back from {who}",
                "finished": f"Marked {what} of {who} as finished",
            }.get(task, f"Assigned {what} to {who}")

    def assign_drawn(self, coder: int | str, transcript_ids: Collection[int], how: str = "") -> int:
        """Assign transcripts that were drawn, or ticked, to a coder, who may be new.

        Args:
            coder: A person's id, or the name of a new one.
            how: How they were drawn, with the seed, for the history.

        Returns:
            The coder's id.

        Raises:
            Refused: No transcript is chosen, or the new name is taken.
        """
        if not transcript_ids:
            raise Refused("No transcript is chosen, so nothing was assigned. Choose one or more.")
        name = checked_name(coder) if isinstance(coder, str) else self._named(coder).name
        if isinstance(coder, str):
            self._refuse_coder_twice(name)
        chosen, every = counted(len(transcript_ids), "transcript"), len(self.groups_of_all())
        with self._step("Assign transcripts") as step:
            coder_id = study.add_coder(step, name) if isinstance(coder, str) else coder
            for transcript_id in transcript_ids:
                study.assign(step, coder_id, transcript_id)
            among = f"{len(transcript_ids):,} of {counted(every, 'transcript')}"
            by_group = self.shares_in_words(transcript_ids)
            step.summary = (
                f"Assigned {among if how else chosen} to “{name}”"
                f"{f', {by_group}' if how and by_group else ''}{how}"
            )
        return coder_id

    def groups_of_all(self) -> dict[int, str]:
        """Name of the participant group by transcript id, in order of import; empty for none."""

        def read() -> dict[int, str]:
            db = self.file.db
            groups = {group.id: group.name for group in participants.groups(db)}
            people = {
                each.id: groups.get(each.group_id or 0, "")
                for each in participants.participants(db)
            }
            return {
                info.id: people.get(info.participant_id or 0, "")
                for info in transcripts.transcripts(db)
            }

        nouns = ("transcript", "participant", "participant_group")
        return self._kept("groups of all", nouns, read)

    def shares_in_words(self, transcript_ids: Collection[int]) -> str:
        """“4 from each group”, or how many from which; empty where there are no groups."""
        groups = self.groups_of_all()
        return shares_in_words(shares(groups, transcript_ids))

    # The same coder at two times ---------------------------------------------------------------

    def code_again(
        self, transcript_ids: Collection[int], how: str = "", *, keep_coding: bool = False
    ) -> int:
        """Keep the present coder's segments in some transcripts as an earlier layer.

        The coder then begins these transcripts anew: empty, assigned and unfinished.

        Args:
            how: How the transcripts were drawn, for the history.
            keep_coding: Leave the coder's segments where they are, and keep a copy.

        Returns:
            The layer's id.

        Raises:
            Refused: The coder has no segment in one of them.
        """
        own = self.segment_counts()
        chosen = [each for each in transcript_ids if own.get((self.coder_id, each))]
        if not chosen or len(chosen) < len(transcript_ids):
            raise Refused(
                "Only what you have coded can be coded again, so nothing was changed. Choose "
                "transcripts with segments of yours."
            )
        me = self._named(self.coder_id).name
        with self._step("Code again") as step:
            day = date_text(local(step.now).isoformat())
            layer = study.add_coder(step, self._free_coder(f"{me}, before {day}"), "earlier")
            move = team.copy_segments if keep_coding else team.give_segments
            move(step, self.coder_id, chosen, layer)
            for transcript_id in chosen:
                study.assign(step, layer, transcript_id)
                study.set_finished(step, layer, transcript_id, True)
                study.assign(step, self.coder_id, transcript_id)
                if not keep_coding:
                    study.set_finished(step, self.coder_id, transcript_id, False)
            numbers = sum(own[self.coder_id, each] for each in chosen)
            kept = f"{counted(numbers, 'segment')} in {counted(len(chosen), 'transcript')}"
            copied = "a copy of " if keep_coding else ""
            step.summary = f"Kept {copied}{kept} as “{self._named_now(layer)}”{how}"
        return layer

    def _named_now(self, coder_id: int) -> str:
        return next(each.name for each in study.coders(self.file.db) if each.id == coder_id)

    def _named(self, coder_id: int) -> Coder:
        found = next((each for each in self._team() if each.id == coder_id), None)
        if found is None:
            raise Refused("This coder is not in the project any more. Nothing was changed.")
        return found

    def _free_coder(self, name: str) -> str:
        taken, number, free = {each.name for each in self._team()}, 2, name
        while free in taken:
            free, number = f"{name} ({number})", number + 1
        return free

    def _refuse_coder_twice(self, name: str) -> None:
        if any(each.name == name for each in self._team()):
            raise Refused(f"“{name}” is a coder of this project already. Choose another name.")


def shares_in_words(by_group: Mapping[str, int]) -> str:
    """“4 from each group”, or how many from which; empty where there are no groups."""
    if not any(by_group):
        return ""
    numbers = {*by_group.values()}
    if len(by_group) > 1 and len(numbers) == 1:
        return f"{numbers.pop():,} from each group"
    return ", ".join(
        f"{number:,} from {group or 'no group'}" for group, number in by_group.items() if number
    )
