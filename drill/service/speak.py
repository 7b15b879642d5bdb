"""A session's values as messages: the words and views a door is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drill.bank.model import Concept, Topic
from drill.exercise.contract import Exercise, Step
from drill.grade.keypoints import Reading
from drill.grade.part import AnswerType, Choice, Part
from drill.grade.verdict import Judgement, Mistake, Verdict
from drill.service.marked import marked_steps
from drill.service.messages import (
    Feedback,
    Hinted,
    MistakeLine,
    OfferedChoice,
    PartVerdict,
    PointLine,
    PrimerPage,
    PromptPart,
    Revealed,
    SolutionStep,
    View,
)
from drill.service.view import label, plain, view
from drill.session.attempt import Attempt, Try
from drill.session.question import Question


class Speaker:
    """Says things once as plain text and, where the door draws, once as blocks."""

    def __init__(self, *, views: bool, ascii_only: bool = False) -> None:
        self._views = views
        self._ascii = ascii_only

    @property
    def _draws(self) -> bool:
        return self._views and not self._ascii

    def view(self, prose: str) -> View:
        """Give the blocks of a prose, or none where the door does not draw."""
        return view(prose, ascii_only=self._ascii) if self._views else ()

    def line(self, prose: str) -> str:
        """Set a short prose on one line."""
        return label(prose) if self._draws else " ".join(plain(prose).split())

    def primer(self, page: Topic | Concept) -> PrimerPage:
        """Set a primer: why, intuition, explanation."""
        primer = page.primer
        prose = "\n\n".join(
            f"**{name}**\n\n{text.strip()}"
            for name, text in (
                ("Why", primer.why),
                ("Intuition", primer.intuition),
                ("Explanation", primer.explanation),
            )
            if text.strip()
        )
        return PrimerPage(page.id, page.title, plain(prose), self.view(prose))

    def example(self, item: str, exercise: Exercise) -> PrimerPage:
        """Set a worked example: what is asked, and each step of its solution."""
        prose = "\n\n".join((exercise.prompt.strip(), *map(_told, exercise.solution)))
        return PrimerPage(item, "A worked example", plain(prose), self.view(prose))

    def parts(self, question: Question) -> tuple[PromptPart, ...]:
        """List the fields of a question."""
        return tuple(
            PromptPart(
                part.id,
                part.answer.value,
                part.variables,
                self.name(part),
                tuple(self._choice(choice) for choice in part.choices),
                part.form,
            )
            for part in question.parts
        )

    def _choice(self, choice: Choice) -> OfferedChoice:
        return OfferedChoice(choice.id, plain(choice.text), self.view(choice.text))

    def hinted(self, attempt: Attempt, hint: str) -> Hinted:
        """Say a hint."""
        left = len(attempt.question.hints) - attempt.hints
        return Hinted(attempt.n, plain(hint), left, self.view(hint))

    def steps(self, steps: Sequence[Step]) -> tuple[SolutionStep, ...]:
        """Set a worked solution."""
        return tuple(
            SolutionStep(plain(step.name), plain(step.text), self.view(step.text)) for step in steps
        )

    def _solution(self, attempt: Attempt) -> tuple[SolutionStep, ...]:
        """Set the solution: the steps with the mistaken one marked, or the exercise's own words."""
        marked = marked_steps(attempt.question.task, attempt.tries)
        if not marked:
            return self.steps(attempt.question.solution)
        return tuple(
            SolutionStep(step.name, plain(step.text), self.view(step.text), step.here)
            for step in marked
        )

    def feedback(self, attempt: Attempt, made: Try, intervals: tuple[int, ...]) -> Feedback:
        """Say what was judged of an answer."""
        question, leading = attempt.question, made.leading
        judged = said_of(made)
        return Feedback(
            n=attempt.n,
            verdict=made.judgement.value,
            decided_by=made.decided_by,
            message=self._message(question, made),
            misconceptions=tuple(
                MistakeLine(
                    mistake.id,
                    mistake.name,
                    explained(mistake),
                )
                for verdict in judged.values()
                for mistake in verdict.mistakes
            ),
            counterexample=counterexample(leading),
            truth=truth(question),
            solution=self._solution(attempt),
            suggested_rating=int(attempt.suggestion()),
            intervals=intervals,
            parts=tuple(
                _judged(part, self.name(part), judged[part.id])
                for part in question.parts
                if part.id in judged
            ),
            topic=question.topic,
            view=() if question.solution else self.view(answer_of(question)),
        )

    def name(self, part: Part) -> str:
        """Name a part as the door shows it beside its field."""
        return label(part.label) if self._draws else plain(part.label)

    def _message(self, question: Question, made: Try) -> str:
        """Put what is said of each part on a line; a choice says why it was wrong."""
        several = len(question.parts) > 1
        judged = said_of(made)
        said: list[str] = []
        for part in question.parts:
            verdict = judged.get(part.id)
            if verdict is None or verdict.follows:
                continue
            text = verdict.message
            if part.answer is AnswerType.CHOICE:
                picked = made.answers.get(part.id, "").strip()
                text = _why(part, picked) or text
            if text:
                said.append(f"{self.name(part) or part.id}: {text}" if several else text)
        return "\n".join(said)

    def revealed(self, attempt: Attempt, intervals: tuple[int, ...], read: Reading) -> Revealed:
        """Show the answer and its key points."""
        question = attempt.question
        return Revealed(
            n=attempt.n,
            answer=plain(answer_of(question)),
            points=tuple(
                PointLine(
                    point.id,
                    plain(point.text),
                    read.made.get(point.id, ""),
                    point.must,
                    self.view(point.text),
                    read.contradicted.get(point.id, ""),
                )
                for point in question.key_points
            ),
            suggested_rating=int(attempt.suggestion()),
            intervals=intervals,
            topic=question.topic,
            view=self.view(answer_of(question)),
            solution=self._solution(attempt),
        )


def answer_of(question: Question) -> str:
    """Give the model answer, and before it the right order where no solution says it."""
    orders = [part.truth for part in question.parts if part.answer is AnswerType.ORDERING]
    if not orders or question.solution:
        return question.answer
    return f"The order is {orders[0]}.\n\n{question.answer}"


def explained(mistake: Mistake) -> str:
    """Say what was done where, what to do instead, and in which step of the derivation."""
    step = f"Step: {mistake.step}." if mistake.step else ""
    return " ".join(filter(None, (mistake.where, mistake.sentence, step)))


def said_of(made: Try) -> Mapping[str, Verdict]:
    """Choose the parts that something is said of.

    Where a part could not be read, nothing counts yet: to say how the others stand would give away
    what is still to be answered.
    """
    if made.judgement is not Judgement.UNREADABLE:
        return made.verdicts
    return {id_: one for id_, one in made.verdicts.items() if one.judgement is made.judgement}


def _judged(part: Part, name: str, verdict: Verdict) -> PartVerdict:
    """Say what was judged of one field; what follows from an earlier one is said by its label."""
    return PartVerdict(
        part.id,
        verdict.judgement.value,
        verdict.message,
        verdict.column,
        verdict.line,
        follows=verdict.follows,
        label=name,
    )


def _told(step: Step) -> str:
    """Set a step as prose: behind its name, or under it where it is more than a line."""
    text = step.text.strip()
    apart = "\n" in text or text.startswith(("- ", "1. ", "|", "$$"))
    return f"**{step.name}**\n\n{text}" if apart else f"**{step.name}**: {text}"


def _why(part: Part, picked: str) -> str:
    """Say why a choice is right or wrong, naming it, and which was right."""
    why = next((plain(one.why) for one in part.choices if one.id == picked), "")
    if picked == part.truth or not why:
        return why
    return f"Not {picked}: {why} Right is {part.truth}."


def truth(question: Question) -> str:
    """Say the right answer of every part, one after another."""
    several = len(question.parts) > 1
    return "; ".join(
        (f"{part.id} = " if several else "") + _part_truth(part) for part in question.parts
    )


def _part_truth(part: Part) -> str:
    if part.answer is AnswerType.CHOICE:
        return next((plain(one.text) for one in part.choices if one.id == part.truth), part.truth)
    if part.answer is AnswerType.TEXT:
        return part.truth.splitlines()[0] if part.truth else ""
    if part.answer is AnswerType.DERIVATION:
        return part.truth.rpartition("\n")[2].lstrip("= ")
    return part.truth


def counterexample(verdict: Verdict) -> Mapping[str, object] | None:
    """Turn a counter-example into its JSON object."""
    found = verdict.counterexample
    if found is None:
        return None
    shown: dict[str, object] = {"at": dict(found.at), "yours": found.yours, "truth": found.truth}
    if found.component:
        shown["component"] = found.component
    return shown
