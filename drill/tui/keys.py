"""Every key of the app by its id, so that a learner can move any of them.

Plain keys work when no field has the focus; in a field only Enter, Tab, Esc and ctrl+letter do,
since some terminals keep F-keys and ctrl+enter for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from drill.tui.widgets.key_bar import short_key


def key(id_: str, keys: str, action: str, does: str, *, priority: bool = False) -> Binding:
    """Make a binding whose id is what `config.toml` calls it, and whose words the help shows."""
    return Binding(keys, action, does, show=False, id=id_, priority=priority)


def digits(screen: str, does: str) -> list[Binding]:
    """Make the keys 1 to 9 of a screen; the help names them in one line."""
    return [key(f"{screen}.digit_{one}", str(one), f"digit({one})", does) for one in range(1, 10)]


def of_a_question(screen: str) -> list[Binding]:
    """Make the keys that work wherever a question is answered."""
    return [
        key(f"{screen}.hint", "ctrl+t", "hint", "ask for a hint", priority=True),
        key(f"{screen}.skip", "ctrl+n", "skip", "go on without an answer", priority=True),
        key(f"{screen}.symbols", "ctrl+g", "symbols", "how maths is typed", priority=True),
        key(f"{screen}.pause", "escape", "pause", "pause and hide the card", priority=True),
        key(f"{screen}.scroll_down", "pagedown,j", "scroll(1)", "scroll down"),
        key(f"{screen}.scroll_up", "pageup,k", "scroll(-1)", "scroll up"),
    ]


APP: list[BindingType] = [
    key("app.help", "question_mark,f1", "help", "this help"),
    key("app.leave", "ctrl+q", "leave", "leave drill", priority=True),
]

HOME: list[BindingType] = [
    key("home.practise", "enter", "practise", "practise the line you stand on"),
    key("home.up", "up,k", "move(-1)", "the line above"),
    key("home.down", "down,j", "move(1)", "the line below"),
    key("home.ahead", "a", "ahead", "practise what is not due yet"),
    key("home.weak_spot", "m", "weak_spot", "drill the mistake that is named"),
    key("home.interview", "i", "interview", "a mock interview"),
    key("home.progress", "p", "progress", "how it goes"),
    key("home.browse", "b", "browse", "find and read any card"),
    key("home.concepts", "c", "concepts", "the map of concepts"),
    key("home.settings", "comma", "settings", "settings"),
    key("home.undo", "u", "undo", "take the last review back"),
    key("home.leave", "q", "leave", "leave drill"),
]

PRACTICE: list[BindingType] = [
    key("practice.advance", "enter", "advance", "check; then rate as suggested"),
    *digits("practice", "choose, tick, rate"),
    *of_a_question("practice"),
    key("practice.reveal", "ctrl+r", "reveal", "show the solution", priority=True),
    key("practice.done", "ctrl+s", "done", "show the key points", priority=True),
    key("practice.undo", "ctrl+z", "undo", "take the last review back", priority=True),
    key("practice.undo_plain", "u", "step_back", "back to the points, or as ctrl+z"),
    key("practice.similar", "s", "similar", "another exercise like it next"),
    key("practice.note", "n", "note", "a note of your own"),
    key("practice.flag", "w", "flag", "this card is wrong"),
    key("practice.suspend", "x", "suspend_item", "set the card aside"),
    key("practice.down", "down", "move(1)", "the next field or choice"),
    key("practice.up", "up", "move(-1)", "the field or choice above"),
]

INTERVIEW_BRIEF: list[BindingType] = [
    key("brief.begin", "enter", "begin", "begin"),
    *[
        key(f"brief.level_{level}", str(level), f"level({level})", "the level")
        for level in range(1, 5)
    ],
    key("brief.longer", "plus,right,l", "minutes(1)", "longer"),
    key("brief.shorter", "minus,left,h", "minutes(-1)", "shorter"),
    key("brief.coach", "c", "coach", "with a coach, or as an exam"),
    key("brief.fresh", "n", "fresh", "a fresh one instead of the open one"),
    key("brief.home", "escape", "home", "home", priority=True),
]

INTERVIEW: list[BindingType] = [
    key("interview.advance", "enter", "advance", "send the answer; go on"),
    key("interview.answer", "ctrl+s", "answer", "send it, though a part is empty", priority=True),
    key("interview.clarify", "ctrl+e", "clarify", "ask what is meant (free)", priority=True),
    *of_a_question("interview"),
    key("interview.end", "ctrl+x", "end", "end the questions, and compare", priority=True),
    key("interview.back", "u", "back", "the slot compared before again"),
    key("interview.practise", "d", "practise", "practise what was missed, now"),
    key("interview.export", "e", "export", "keep the transcript"),
    *digits("interview", "tick a point"),
]


PROGRESS: list[BindingType] = [
    key("progress.next", "right,l", "turn(1)", "the next page"),
    key("progress.previous", "left,h", "turn(-1)", "the page before"),
    key("progress.down", "down,j", "move(1)", "the next number"),
    key("progress.up", "up,k", "move(-1)", "the number before"),
    key("progress.group", "tab", "group(1)", "the next plot"),
    key("progress.group_back", "shift+tab", "group(-1)", "the plot before"),
    key("progress.page_down", "pagedown", "move(10)", "ten numbers on"),
    key("progress.page_up", "pageup", "move(-10)", "ten numbers back"),
    key("progress.open", "enter", "open", "the events behind a number"),
    key("progress.back", "escape,q", "back", "back"),
]

BROWSE: list[BindingType] = [
    key("browse.open", "enter", "open", "read the card"),
    key("browse.search", "slash", "search", "search"),
    key("browse.down", "down,j", "move(1)", "the next card"),
    key("browse.up", "up,k", "move(-1)", "the card before"),
    key("browse.page_down", "pagedown", "page(1)", "scroll down", priority=True),
    key("browse.page_up", "pageup", "page(-1)", "scroll up", priority=True),
    key("browse.state", "s", "state", "only new, due, … cards"),
    key("browse.concepts", "c", "concepts", "the map of concepts"),
    key("browse.drill", "d", "drill", "practise the card now"),
    key("browse.suspend", "x", "suspend_item", "set it aside, or take it up again"),
    key("browse.reopen", "o", "reopen", "want it back now"),
    key("browse.reset", "r", "reset", "begin again with it"),
    key("browse.note", "n", "note", "a note of your own"),
    key("browse.undo", "u", "undo", "take back what was done here"),
    key("browse.back", "escape", "back", "back", priority=True),
]

CONCEPTS: list[BindingType] = [
    key("concepts.open", "enter", "open", "its cards"),
    key("concepts.down", "down,j", "move(1)", "the next concept"),
    key("concepts.up", "up,k", "move(-1)", "the concept before"),
    key("concepts.topic", "tab", "topic(1)", "the next topic"),
    key("concepts.topic_back", "shift+tab", "topic(-1)", "the topic before"),
    key("concepts.page_down", "pagedown", "move(10)", "ten concepts on"),
    key("concepts.page_up", "pageup", "move(-10)", "ten concepts back"),
    key("concepts.back", "escape,q", "back", "back"),
]

SETTINGS: list[BindingType] = [
    key("settings.change", "enter", "change", "change or keep it"),
    key("settings.down", "down,j,tab", "move(1)", "the next setting"),
    key("settings.up", "up,k,shift+tab", "move(-1)", "the setting before"),
    key("settings.more", "right,l", "step(1)", "more"),
    key("settings.less", "left,h", "step(-1)", "less"),
    key("settings.page_down", "pagedown", "move(10)", "ten settings on"),
    key("settings.page_up", "pageup", "move(-10)", "ten settings back"),
    key("settings.usual", "d", "usual", "as it usually is"),
    key("settings.undo", "u", "undo", "take the last change back"),
    key("settings.back", "escape,q", "back", "back"),
]

GROUPS = (APP, HOME, PRACTICE, INTERVIEW_BRIEF, INTERVIEW, PROGRESS, BROWSE, CONCEPTS, SETTINGS)
"""The keys of every screen."""


def usual_keys() -> dict[str, str]:
    """List every binding id with its usual keys."""
    return {
        binding.id: binding.key
        for group in GROUPS
        for binding in group
        if isinstance(binding, Binding) and binding.id
    }


def told(
    bindings: Iterable[BindingType], in_force: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """List keys, what they do, and the name they are moved by; digits that do one thing in a line.

    `in_force` has the keys of each id as they are now.
    """
    rows: list[tuple[str, str, str]] = []
    for binding in bindings:
        if not isinstance(binding, Binding) or not binding.id:
            continue
        shown = " ".join(short_key(one) for one in in_force[binding.id].split(","))
        if rows and rows[-1][1] == binding.description:
            first, does, id_ = rows[-1]
            rows[-1] = (f"{first.split()[0]} … {shown}", does, id_)
        else:
            rows.append((shown, binding.description, binding.id))
    return rows
