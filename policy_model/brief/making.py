"""The parts of a brief, made from the rows of a comparison."""

from collections.abc import Iterator

import pandas as pd

from policy_model.brief.records import Answer, Asked, Note, Reading, Silence
from policy_model.brief.register import Register
from policy_model.plain import plain_rows

Fuller = dict[tuple[str, str, str], list[tuple[str, str]]]
"""What fuller texts add to the cell (source, role, question): (requirement, value) pairs."""
Counts = tuple[tuple[str, int], ...]
"""(word, columns) pairs of a question, as `tally` gives them."""


class Making:
    """Answers and silences; provisions are numbered as they come.

    Ask every question first: `numbers` has the note of each provision that answers, `answering` the
    provisions in the order of their answers.
    """

    def __init__(
        self,
        register: Register,
        rows: pd.DataFrame,
        pairs: list[tuple[str, str]],
        fuller: Fuller,
        baseline: str | None,
    ) -> None:
        self._register, self._fuller = register, fuller
        self._baseline = baseline if baseline in {source for source, _ in pairs} else None
        self._has_baseline = baseline is not None
        self._rows = plain_rows(rows)
        self.numbers: dict[str, int] = {}
        self.answering: list[str] = []
        self._notes: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
        self.is_mixed = len({register.roles[pair] for pair in pairs}) > 1

    def asked(self, counted: tuple[str, int, Counts]) -> Asked:
        """One question with all that is said of it."""
        question, of, counts = counted
        rows = [row for row in self._rows if row["question"] == question]
        silent = [row for row in rows if row["requirement"] is None]
        return Asked(
            question=question,
            label=self._register.questions[question],
            of=of,
            counts=counts,
            answers=tuple(self._answers(rows)),
            silences=tuple(map(self._silence, silent)),
            against=tuple(self._against(rows)) if self._has_baseline else (),
        )

    @property
    def example(self) -> str:
        """The whole citation of the first answer; empty where nothing answers."""
        return self._register.citation(self.answering[0]) if self.answering else ""

    def notes(self) -> Iterator[Note]:
        """The notes in the order of their numbers, each with every place that it is about."""
        for (instrument, falls_on, caution, _), number in self._notes.items():
            own = [each for each, given in self.numbers.items() if given == number]
            cautions = [len(self._register.cautions.get(each, [])) for each in own]
            yield Note(
                number=number,
                instrument=instrument,
                places="; ".join(dict.fromkeys(self._register.place(one).pinpoint for one in own)),
                falls_on=falls_on,
                caution=caution,
                more=sum(cautions) - sum(map(bool, cautions)),
            )

    def readings(self) -> Iterator[Reading]:
        """Each reading once, in the order in which the provisions come that it is used for."""
        used: dict[str, list[int]] = {}
        for requirement, number in self.numbers.items():
            for label in self._register.readings.get(requirement, ()):
                used.setdefault(label, []).append(number)
        for label, numbers in used.items():
            yield Reading(label=label, numbers=tuple(dict.fromkeys(numbers)))

    def _answers(self, rows: list[dict]) -> Iterator[Answer]:
        """Each column's answers, then what only the fuller text of its law adds."""
        for source, role in dict.fromkeys((row["source"], row["role"]) for row in rows):
            own = [row for row in rows if (row["source"], row["role"]) == (source, role)]
            for row in own:
                if row["requirement"] is not None:
                    yield self._answer(source, role, row["requirement"], row["answer"])
            for requirement, value in self._fuller.get((source, role, own[0]["question"]), ()):
                yield self._answer(source, role, requirement, value, is_fuller=True)

    def _answer(
        self, source: str, role: str, requirement: str, value: str, *, is_fuller: bool = False
    ) -> Answer:
        fields = self._register.requirements[requirement]
        self.answering.append(requirement)
        return Answer(
            source=source,
            role=role,
            who=self._register.who(source, role, is_mixed=self.is_mixed),
            authority=str(fields["authority"]),
            modality=str(fields["modality"]),
            words=value,
            place=self._register.place(requirement, self._number(requirement)),
            standing=self._register.standing(requirement),
            is_fuller=is_fuller,
        )

    def _number(self, requirement: str) -> int | None:
        """The number of the provision's note; provisions of which the same is to say share one."""
        register = self._register
        cautions = register.cautions.get(requirement, [""])
        readings = tuple(register.readings.get(requirement, ()))
        falls_on = register.falls_on(requirement)
        if not (cautions[0] or readings or falls_on):
            return None
        instrument = str(register.requirements[requirement]["instrument_id"])
        key = (instrument, falls_on, cautions[0], readings)
        number = self._notes.setdefault(key, len(self._notes) + 1)
        return self.numbers.setdefault(requirement, number)

    def _silence(self, row: dict) -> Silence:
        return Silence(
            source=row["source"],
            role=row["role"],
            who=self._register.who(row["source"], row["role"], is_mixed=self.is_mixed),
            state=row["state"],
            missing=row["missing"] or "",
        )

    def _against(self, rows: list[dict]) -> Iterator[tuple[str, bool | None]]:
        base = next((r["role"] for r in rows if r["source"] == self._baseline), None)
        for row in {(row["source"], row["role"]): row for row in rows}.values():
            if (row["source"], row["role"]) != (self._baseline, base):
                who = self._register.who(row["source"], row["role"], is_mixed=self.is_mixed)
                yield who, row["same_as_baseline"]
