"""The middle of the practice screen: the question, the answer, and what is said of it.

It is laid out once; each card changes what it holds. It draws, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import (
    Feedback,
    Hinted,
    PrimerPage,
    Prompt,
    PromptPart,
    Revealed,
    Summary,
)
from drill.service.messages.offers import offers
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs
from drill.tui.widgets import verdict
from drill.tui.widgets.fields import Fields

if TYPE_CHECKING:
    from drill.tui.app import DrillApp
    from drill.tui.widgets.box import Box

PLACES = ("question", "choices", "hints", "verdict", "solution")


class Sheet(VerticalScroll):
    """Question, choices, fields, hints, verdict, solution, from top to bottom."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; padding: 1 1 0 2; scrollbar-size-vertical: 1; }
    Sheet > * { height: auto; max-width: 76; }
    Sheet #question, Sheet #choices { margin: 0 0 1 0; }
    Sheet #verdict, Sheet #solution { margin: 1 0 0 0; }
    """

    def __init__(self) -> None:
        super().__init__(can_focus=False)
        self._hints: list[Content] = []
        self._box: Box | None = None
        self._box_place = Vertical(id="box")
        self._places = {place: Static("", id=place, markup=False) for place in PLACES}
        self.fields = Fields()
        """The rows an answer is typed in."""

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._places["question"]
        yield self._places["choices"]
        yield self.fields
        yield self._box_place
        yield self._places["hints"]
        yield self._places["verdict"]
        yield self._places["solution"]

    @property
    def told(self) -> str:
        """What was written where there are no fields."""
        return "" if self._box is None else self._box.text

    async def show_prompt(self, prompt: Prompt) -> None:
        """Show a fresh question, with nothing left of the one before."""
        await self.clear()
        self.draw_prompt(prompt)
        self.scroll_home(animate=False)

    def draw_prompt(self, prompt: Prompt) -> None:
        """Put a question on an empty sheet, laid out or not."""
        drawn = content.view(prompt.view) if prompt.view else content.text(prompt.prompt)
        if prompt.given:
            head = content.text("its solution begins", "$text-muted")
            steps = verdict.solution(prompt.given)
            drawn = Content("\n").join([drawn, Content(""), head, steps])
        self.put("question", drawn)
        self.show_offers(prompt.parts)
        if prompt.note:
            self._hints.append(content.text(f"your note: {prompt.note}", "$text-muted"))
            self.put("hints", self._hints[0])

    async def open_box(self, placeholder: str = "", *, sends: bool = True) -> None:
        """Give the learner a box to write in."""
        from drill.tui.widgets.box import Box

        self._box = Box(placeholder, sends=sends)
        await self._box_place.mount(self._box)
        self._box.focus()

    def focus_box(self) -> None:
        """Go on in the box."""
        if self._box is not None:
            self._box.focus()

    def focus_writing(self) -> None:
        """Go on where something is to be typed: the fields first, or the box."""
        self.focus_box()
        self.fields.take_focus()

    async def show_primer(self, page: PrimerPage) -> None:
        """Show a page to read."""
        await self.clear()
        body = content.view(page.view) if page.view else content.text(page.text)
        title = content.text(page.title, "bold $text-primary")
        self.put("question", Content("\n\n").join([title, body]))
        self.scroll_home(animate=False)

    def show_offers(self, parts: Sequence[PromptPart]) -> None:
        """List what the parts offer, each list once, under their names where there are several."""
        lines: list[Content] = []
        for offer in offers(parts):
            if offer.headed:
                lines.append(content.text(offer.heading, "bold"))
            lines += _choices(offer.part, "")
        self.put("choices", Content("\n").join(lines))

    def show_choices(self, part: PromptPart, chosen: str = "") -> None:
        """List what can be chosen or put in order."""
        self.put("choices", Content("\n").join(_choices(part, chosen)))

    def show_hint(self, hinted: Hinted) -> None:
        """Add a hint under those shown before."""
        said = content.view(hinted.view) if hinted.view else content.text(hinted.hint)
        left = f"  ({hinted.left} left)" if hinted.left else ""
        head = content.text("hint  ", "bold $text-warning")
        self._hints.append(head + said + content.text(left, "$text-muted"))
        self.ask_below(None)

    def add_below(self, what: Content) -> None:
        """Add something under the hints, to stay there."""
        self._hints.append(what)
        self.ask_below(None)

    def ask_below(self, question: Content | None) -> None:
        """Ask something under the hints, or stop asking."""
        lines = [*self._hints, *([question] if question is not None else [])]
        self.put("hints", Content("\n").join(lines))
        if question is not None:
            self.to_end()

    def show_feedback(self, feedback: Feedback, *, settled: bool) -> None:
        """Show a verdict; with the solution once nothing is left to try."""
        self.put("verdict", verdict.judged(feedback, self._glyphs()))
        if settled and feedback.solution:
            self.put("solution", verdict.solution(feedback.solution, self._glyphs()))
        elif settled and feedback.view:
            self.put("solution", content.view(feedback.view))
        self.to_end()

    def show_revealed(self, revealed: Revealed, ticked: frozenset[str]) -> None:
        """Show the answer or the solution, and the key points with their boxes."""
        if self._box is not None:
            self._box.disabled = True
            self._box.display = bool(self._box.text.strip())
        if revealed.solution:
            shown = verdict.solution(revealed.solution, self._glyphs())
        else:
            answer = content.view(revealed.view) if revealed.view else content.text(revealed.answer)
            shown = Content("\n").join([content.text("answer", "bold $text-primary"), answer])
        if revealed.points:
            # The answer is read first, then the points are ticked against it.
            self.put("verdict", shown)
            self.put("solution", verdict.points(revealed.points, ticked, self._glyphs()))
        else:
            self.put("solution", shown)
        self.to_end()

    async def show_summary(self, summary: Summary) -> None:
        """Show the end of the session."""
        await self.clear()
        self.put("question", summed_up(summary))
        self.scroll_home(animate=False)

    async def clear(self) -> None:
        """Take everything off the sheet."""
        self._hints, self._box = [], None
        for place in PLACES:
            self.put(place, Content(""))
        await self._box_place.remove_children()
        await self.fields.clear()

    def put(self, place: str, what: Content) -> None:
        """Put content in its place; an empty place takes no room."""
        widget = self._places[place]
        widget.display = bool(what.plain)
        widget.update(what)

    @property
    def more_below(self) -> bool:
        """Say whether something is below what can be seen."""
        return self.scroll_y < self.max_scroll_y

    def turn(self, direction: int) -> None:
        """Scroll by a screenful."""
        self.scroll_relative(y=direction * max(1, self.size.height - 2), animate=False)

    def to_end(self) -> None:
        """Show the end of the sheet, once it is laid out."""
        self.call_after_refresh(self.scroll_end, animate=False)

    def _glyphs(self) -> Glyphs:
        return cast("DrillApp", self.app).glyphs


def _choices(part: PromptPart, chosen: str) -> list[Content]:
    lines = []
    widest = max((len(choice.id) for choice in part.choices), default=0)
    for choice in part.choices:
        style = "bold reverse" if choice.id == chosen else "bold $text-primary"
        said = content.view(choice.view) if choice.view else content.text(choice.text)
        mark = content.text(f" {choice.id:<{widest}} ", style) + Content(" ")
        lines.append(content.hang(mark, said, content.WIDTH))
    if part.answer == "ordering":
        lines.append(content.text("type the letters in the right order", "$text-muted"))
    return lines


def summed_up(summary: Summary) -> Content:
    """Say how a session went."""
    if not summary.reviews:
        return content.text("No card was answered.", "bold")
    minutes = max(1, round(summary.seconds / 60))
    lines = [
        content.text("Done for now.", "bold $text-success"),
        Content(""),
        content.text(
            f"{spell.count(summary.reviews, 'review')} in about {minutes} min: "
            f"{summary.right} right, {summary.again} forgotten and met again, {summary.new} new."
        ),
        Content(""),
        *_by_topic(summary.topics),
    ]
    if summary.worst:
        lines.append(content.text(f"Forgotten: {', '.join(summary.worst[:4])}"))
    lines.append(content.text(f"Tomorrow: {summary.due_tomorrow} due."))
    return Content("\n").join(lines)


def _by_topic(topics: Mapping[str, int]) -> list[Content]:
    rows = sorted(topics.items(), key=lambda row: -row[1])
    return [content.text(f"  {count:>3}  {topic.replace('_', ' ')}") for topic, count in rows]
