"""Home: what is due, how long it will take, one key to start."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import (
    Envelope,
    Error,
    GetHome,
    Home,
    Reply,
    StartPractice,
    TopicLine,
    Undo,
    Undone,
)
from drill.tui import content, keys, spell
from drill.tui.glyphs import bar, spark
from drill.tui.screens.base import Desk
from drill.tui.widgets.key_bar import short_key

LONGEST_BAR = 20
SHORTEST_BAR = 6

OPENING = "\nOpening the banks and the journal …"
"""Seen for longer than a moment only on a first start, while the banks are checked."""
LABELS = {
    "home.practise": "practise",
    "home.interview": "interview",
    "home.progress": "progress",
    "home.browse": "browse",
    "home.concepts": "map",
    "home.settings": "settings",
    "app.help": "help",
    "home.ahead": "ahead",
    "home.undo": "undo",
    "home.leave": "quit",
}


class HomeScreen(Desk):
    """The figures of today, all of them true when they are shown."""

    BINDINGS = keys.HOME
    DEFAULT_CSS = """
    HomeScreen { layout: vertical; }
    #title { height: 1; padding: 0 1; }
    .rule { height: 1; padding: 0 1; color: $text-disabled; }
    #figures { height: 1fr; padding: 0 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._home: Home | None = None
        self._at = 0
        """The line one stands on: 0 is everything due, then topic by topic."""
        self._resumed = False
        self._title = Static("", id="title", markup=False)
        self._rules = [Static("", classes="rule", markup=False) for _ in range(2)]
        self._middle = Static("", id="figures", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out."""
        self._draw()
        yield self._title
        yield self._rules[0]
        yield self._middle
        yield self._rules[1]
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the figures, unless the core was started with that request."""
        if not isinstance(self.drill.asked_at_start, GetHome):
            self.ask(GetHome())
        self.ready()

    def on_screen_resume(self) -> None:
        """Ask again after what was opened above it; the first time the figures are on the way."""
        if self._resumed:
            self.ask(GetHome())
        self._resumed = True

    def hear_early(self, message: Reply) -> bool:
        """Take the figures before the screen is laid out, so that it is drawn once."""
        if not isinstance(message, Home):
            return False
        self._home = message
        return True

    async def hear(self, envelope: Envelope) -> None:
        """Take the figures."""
        match envelope.message:
            case Home() as home:
                self._home = home
                self._draw()
            case Undone() as undone:
                self.drill.say(f"Taken back: your rating of {spell.asked_in(undone)}.")
                self.ask(GetHome())
            case Error() as error:
                self.drill.say(error.message, wrong=True)
            case _:
                return

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw()

    def action_practise(self) -> None:
        """Practise what the line says: everything due, or one topic.

        Where nothing is due, the core practises ahead.
        """
        topic = self._topic_here()
        wish = StartPractice() if topic is None else StartPractice(topics=(topic.topic,))
        self.drill.open_practice(wish)

    def action_ahead(self) -> None:
        """Practise what is not due yet."""
        self.drill.open_practice(StartPractice(ahead=True))

    def action_weak_spot(self) -> None:
        """Practise what the advice names."""
        if self._home is not None and self._home.advice_items:
            self.drill.open_practice(StartPractice(items=self._home.advice_items))
        else:
            self.drill.say("No weak spot stands out yet.")

    def action_undo(self) -> None:
        """Take the last review back."""
        self.ask(Undo())

    def action_move(self, step: int) -> None:
        """Move between everything due and the topics."""
        if self._home is not None:
            self._at = (self._at + step) % (len(self._home.topics) + 1)
            self._draw()

    def action_interview(self) -> None:
        """Choose an interview, or go on with the one that was left open."""
        self.drill.open_interview_brief()

    def action_progress(self) -> None:
        """Show how it goes."""
        self.drill.open_progress()

    def action_browse(self) -> None:
        """Look at every card and family."""
        self.drill.open_browse()

    def action_concepts(self) -> None:
        """Show the map of concepts."""
        self.drill.open_concepts()

    def action_settings(self) -> None:
        """Show what can be chosen."""
        self.drill.open_settings()

    def action_leave(self) -> None:
        """Leave drill."""
        self.app.exit()

    def _can(self, key: str) -> bool:
        """Say whether a key leads to anything: with nothing met, there is no review to undo."""
        topics = () if self._home is None else self._home.topics
        return key != "home.undo" or any(topic.mastery is not None for topic in topics)

    def _topic_here(self) -> TopicLine | None:
        """Give the topic one stands on; None on the line of everything due."""
        topics = () if self._home is None else self._home.topics
        return topics[self._at - 1] if 0 < self._at <= len(topics) else None

    def _draw(self) -> None:
        self.show_keys({id_: word for id_, word in LABELS.items() if self._can(id_)})
        width = max(20, self.app.size.width - 2)
        for rule in self._rules:
            rule.update(content.text(self.drill.glyphs.rule * width))
        home = self._home
        right = "" if home is None else home.date
        if home is not None:
            days = home.interview_in_days
            until = "" if days is None else f"interview in {spell.count(days, 'day')}"
            right += f"   {until or 'no interview date: ,'}"
        gap = " " * max(1, width - len("drill") - len(right))
        self._title.update(
            content.line((("drill", "bold $text-primary"), (gap + right, "$text-muted")))
        )
        self._middle.update(
            content.text(OPENING, "$text-muted") if home is None else self._figures(home)
        )

    def _figures(self, home: Home) -> Content:
        lines = [Content(""), self._today(home), Content("")]
        name = max((len(topic.title) for topic in home.topics), default=0)
        notes = max((len(_note(topic)) for topic in home.topics), default=0)
        width = self._bar_width(name + notes)
        lines += [self._topic(at, topic, name, width) for at, topic in enumerate(home.topics, 1)]
        if any(home.days):
            lines += [Content(""), self._weeks(home)]
        if home.advice:
            lines += [self._advice(home)]
        lines += [content.text(problem, "$text-error") for problem in home.problems[:3]]
        return Content("\n").join(lines)

    def _today(self, home: Home) -> Content:
        here = self._at == 0
        head = [(f"{'›' if here else ' '} Today   ", "bold")]
        if home.due + home.new == 0:
            said = "nothing is due. Enter practises ahead, weakest first."
            return content.line([*head, (said, "")])
        due = (f"{home.due} due", "bold $text-primary")
        return content.line([*head, due, (f" · {home.new} new · about {home.minutes} min", "")])

    def _topic(self, index: int, topic: TopicLine, name: int, width: int) -> Content:
        here = index == self._at
        title = f"{'›' if here else ' '} {topic.title:<{name}}  "
        filled, track = bar(topic.mastery or 0.0, width, self.drill.glyphs)
        share = "    " if topic.mastery is None else f"{topic.mastery:>4.0%}"
        return content.line(
            (
                (title, "bold" if here else ""),
                (filled, "$primary"),
                (track, "$text-disabled"),
                (f" {share}", "bold"),
                (f"  {_note(topic)}", "$text-muted"),
            )
        )

    def _bar_width(self, words: int) -> int:
        """Give the bars what the titles and notes leave them."""
        free = self.app.size.width - 6 - 2 - 2 - 5 - 2 - words
        return max(SHORTEST_BAR, min(LONGEST_BAR, free))

    def _advice(self, home: Home) -> Content:
        weak_spot = short_key(self.drill.keys_in_force["home.weak_spot"])
        said = f"{home.advice} Drill just that: "
        return content.line(((said, "$text-warning"), (weak_spot, "bold")))

    def _weeks(self, home: Home) -> Content:
        drawn = spark(home.days, self.drill.glyphs)
        return content.line((("two weeks  ", "$text-muted"), (drawn, "$primary")))


def _note(topic: TopicLine) -> str:
    """Say what of a topic is planned today, or why nothing is."""
    if topic.out:
        return "left out"
    left = [f"{topic.due} due"] if topic.due else []
    left += [f"{topic.new} new"] if topic.new else []
    waits = f"after {topic.opens_after}" if topic.opens_after else "nothing today"
    return " · ".join(left) or waits
