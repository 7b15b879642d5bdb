"""The middle of the practice screen: the question, the answer, and what is said of it.

It is laid out once; each card changes what it holds. It draws, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from drill.service.messages import (
    Feedback,
    Hinted,
    PrimerPage,
    Prompt,
    PromptPart,
    Revealed,
    Summary,
    View,
)
from drill.service.messages.offers import offers
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs
from drill.tui.widgets import verdict
from drill.tui.widgets.fields import Fields

if TYPE_CHECKING:
    from drill.tui.app import DrillApp
    from drill.tui.widgets.box import Box

MARGINS = 6
"""Cells of a screen's width that no line takes."""
LEAST = 20
Drawn = Content | Callable[[int], Content]
"""What stands in a place, or how it is drawn in so many cells."""
LONGEST_LINE = 72
"""Characters of a question that are shown in the sum of a session."""
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
        self._hints: list[Drawn] = []
        self._drawn: dict[str, Drawn] = {}
        self._width = 0
        """The cells that what is drawn was drawn for."""
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

        def drawn(width: int) -> Content:
            asked = _prose(prompt.view, prompt.prompt, width)
            if not prompt.given:
                return asked
            head = content.text("its solution begins", "$text-muted")
            steps = verdict.solution(prompt.given, width=width)
            return Content("\n").join([asked, Content(""), head, steps])

        self.put("question", drawn)
        self.show_offers(prompt.parts)
        if prompt.note:
            self.add_below(content.text(f"your note: {prompt.note}", "$text-muted"))

    async def open_box(self, placeholder: str = "") -> None:
        """Give the learner a box to write in."""
        from drill.tui.widgets.box import Box

        self._box = Box(placeholder)
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
        title = content.text(page.title, "bold $text-primary")
        self.put(
            "question",
            lambda width: Content("\n\n").join([title, _prose(page.view, page.text, width)]),
        )
        self.scroll_home(animate=False)

    def show_offers(self, parts: Sequence[PromptPart]) -> None:
        """List what the parts offer, each list once, under their names where there are several."""

        def drawn(width: int) -> Content:
            lines: list[Content] = []
            for offer in offers(parts):
                if offer.headed:
                    lines.append(content.text(offer.heading, "bold"))
                lines += _choices(offer.part, "", width)
            return Content("\n").join(lines)

        self.put("choices", drawn)

    def show_choices(self, part: PromptPart, chosen: str = "") -> None:
        """List what can be chosen or put in order."""
        self.put("choices", lambda width: Content("\n").join(_choices(part, chosen, width)))

    def show_hint(self, hinted: Hinted) -> None:
        """Add a hint under those shown before."""
        head = content.text("hint  ", "bold $text-warning")
        left = f"  ({hinted.left} left)" if hinted.left else ""

        def drawn(width: int) -> Content:
            said = _prose(hinted.view, hinted.hint, width)
            return content.hang(head, said + content.text(left, "$text-muted"), width)

        self.add_below(drawn)

    def add_below(self, what: Drawn) -> None:
        """Add something under the hints, to stay there."""
        self._hints.append(what)
        self.ask_below(None)

    def ask_below(self, question: Content | None) -> None:
        """Ask something under the hints, or stop asking."""
        lines = [*self._hints, *([question] if question is not None else [])]
        self.put("hints", lambda width: Content("\n").join(_at(one, width) for one in lines))
        if question is not None:
            self.to_end()

    def show_feedback(self, feedback: Feedback, *, settled: bool) -> None:
        """Show a verdict; with the solution once nothing is left to try."""
        glyphs = self._glyphs()
        self.put("verdict", verdict.judged(feedback, glyphs))
        self.fields.show_verdicts(feedback.parts)
        if settled and feedback.solution:
            steps = feedback.solution
            self.put("solution", lambda width: verdict.solution(steps, glyphs, width))
        elif settled and feedback.view:
            self.put("solution", lambda width: content.view(feedback.view, width))
        self.to_end()

    def show_revealed(self, revealed: Revealed, ticked: frozenset[str]) -> None:
        """Show the answer or the solution, and the key points with their boxes."""
        if self._box is not None:
            self._box.disabled = True
            self._box.display = bool(self._box.text.strip())
            self._box.styles.height = "auto"  # what was written is read, and nothing more typed
        glyphs = self._glyphs()

        def shown(width: int) -> Content:
            if revealed.solution:
                return verdict.solution(revealed.solution, glyphs, width)
            head = content.text("answer", "bold $text-primary")
            return Content("\n").join([head, _prose(revealed.view, revealed.answer, width)])

        if revealed.points:
            # The answer is read first, then the points are ticked against it.
            self.put("verdict", shown)
            self.put(
                "solution", lambda width: verdict.points(revealed.points, ticked, glyphs, width)
            )
        else:
            self.put("solution", shown)
        self.to_end()

    async def show_summary(self, summary: Summary, pages: int) -> None:
        """Show the end of the session, in which so many pages were read."""
        await self.clear()
        self.put("question", summed_up(summary, pages))
        self.scroll_home(animate=False)

    async def clear(self) -> None:
        """Take everything off the sheet."""
        self._hints, self._box = [], None
        for place in PLACES:
            self.put(place, Content(""))
        await self._box_place.remove_children()
        await self.fields.clear()

    def put(self, place: str, what: Drawn) -> None:
        """Put content in its place; an empty place takes no room."""
        self._drawn[place] = what
        self._width = self._room()
        drawn = _at(what, self._width)
        widget = self._places[place]
        widget.display = bool(drawn.plain)
        widget.update(drawn)

    def on_resize(self) -> None:
        """Draw again what was drawn for another width."""
        if self._width and self._width != self._room():
            for place, what in self._drawn.items():
                if callable(what):
                    self.put(place, what)
            self._width = self._room()

    def _room(self) -> int:
        return min(content.WIDTH, max(LEAST, self.app.size.width - MARGINS))

    def show_field(self, field: Widget | None) -> None:
        """Bring the field that is typed in into sight, where it is not."""
        if field is not None and not self.region.contains_region(field.region):
            field.scroll_visible(animate=False)

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


def _at(what: Drawn, width: int) -> Content:
    return what(width) if callable(what) else what


def _prose(view: View, text: str, width: int) -> Content:
    return content.view(view, width) if view else content.text(text)


def _choices(part: PromptPart, chosen: str, width: int) -> list[Content]:
    lines = []
    widest = max((len(choice.id) for choice in part.choices), default=0)
    for choice in part.choices:
        style = "bold reverse" if choice.id == chosen else "bold $text-primary"
        said = _prose(choice.view, choice.text, width)
        mark = content.text(f" {choice.id:<{widest}} ", style) + Content(" ")
        lines.append(content.hang(mark, said, width))
    if part.answer == "ordering":
        lines.append(content.text("type the letters in the right order", "$text-muted"))
    return lines


def summed_up(summary: Summary, pages: int) -> Content:
    """Say how a session went."""
    if not summary.reviews:
        read = f"You read {spell.count(pages, 'page')}; no" if pages else "No"
        return content.text(f"{read} card was answered.", "bold")
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
    if summary.forgotten:
        lines.append(content.text("Forgotten:"))
        lines += [content.text(f"  {_begun(title)}") for title in summary.forgotten[:4]]
        lines.append(Content(""))
    lines.append(content.text(f"Tomorrow: {summary.due_tomorrow} due."))
    return Content("\n").join(lines)


def _begun(title: str) -> str:
    return title if len(title) <= LONGEST_LINE else f"{title[: LONGEST_LINE - 1].rstrip()}…"


def _by_topic(topics: Mapping[str, int]) -> list[Content]:
    rows = sorted(topics.items(), key=lambda row: -row[1])
    return [content.text(f"  {count:>3}  {topic.replace('_', ' ')}") for topic, count in rows]
