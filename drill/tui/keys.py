"""Every key of the app by its id, so that a learner can move any of them.

Plain keys work when no field has the focus; in a field only Enter, Tab, Esc and ctrl+letter do,
since some terminals keep F-keys and ctrl+enter for themselves.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType


def key(id_: str, keys: str, action: str, *, priority: bool = False) -> Binding:
    """Make a binding whose id is also what `config.toml` calls it; screens name it on their bar."""
    return Binding(keys, action, show=False, id=id_, priority=priority)


APP: list[BindingType] = [
    key("app.help", "question_mark,f1", "help"),
    key("app.leave", "ctrl+q", "leave", priority=True),
]

HOME: list[BindingType] = [
    key("home.practise", "enter", "practise"),
    key("home.progress", "p", "progress"),
    key("home.weak_spot", "m", "weak_spot"),
    key("home.ahead", "a", "ahead"),
    key("home.topic", "t", "topic"),
    key("home.up", "up,k", "move(-1)"),
    key("home.down", "down,j", "move(1)"),
    key("home.undo", "u", "undo"),
    key("home.interview", "i", "interview"),
    key("home.browse", "b", "browse"),
    key("home.settings", "comma", "settings"),
    key("home.leave", "q", "leave"),
]

PRACTICE: list[BindingType] = [
    key("practice.advance", "enter", "advance"),
    key("practice.hint", "ctrl+t", "hint", priority=True),
    key("practice.reveal", "ctrl+r", "reveal", priority=True),
    key("practice.done", "ctrl+s", "done", priority=True),
    key("practice.skip", "ctrl+n", "skip", priority=True),
    key("practice.undo", "ctrl+z", "undo", priority=True),
    key("practice.symbols", "ctrl+g", "symbols", priority=True),
    key("practice.pause", "escape", "pause", priority=True),
    key("practice.undo_plain", "u", "undo"),
    key("practice.similar", "s", "similar"),
    key("practice.note", "n", "note"),
    key("practice.flag", "w", "flag"),
    key("practice.suspend", "x", "suspend_item"),
    key("practice.scroll_down", "pagedown,j", "scroll(1)"),
    key("practice.scroll_up", "pageup,k", "scroll(-1)"),
    key("practice.down", "down", "move(1)"),
    key("practice.up", "up", "move(-1)"),
    *[key(f"practice.digit_{digit}", str(digit), f"digit({digit})") for digit in range(1, 10)],
]

INTERVIEW_BRIEF: list[BindingType] = [
    key("brief.begin", "enter", "begin"),
    *[key(f"brief.level_{level}", str(level), f"level({level})") for level in range(1, 5)],
    key("brief.longer", "plus,right,l", "minutes(1)"),
    key("brief.shorter", "minus,left,h", "minutes(-1)"),
    key("brief.coach", "c", "coach"),
    key("brief.fresh", "n", "fresh"),
    key("brief.home", "escape", "home", priority=True),
]

INTERVIEW: list[BindingType] = [
    key("interview.advance", "enter", "advance"),
    key("interview.answer", "ctrl+s", "answer", priority=True),
    key("interview.clarify", "ctrl+e", "clarify", priority=True),
    key("interview.hint", "ctrl+t", "hint", priority=True),
    key("interview.skip", "ctrl+n", "skip", priority=True),
    key("interview.symbols", "ctrl+g", "symbols", priority=True),
    key("interview.pause", "escape", "pause", priority=True),
    key("interview.end", "ctrl+x", "end", priority=True),
    key("interview.export", "e", "export"),
    key("interview.scroll_down", "pagedown,j", "scroll(1)"),
    key("interview.scroll_up", "pageup,k", "scroll(-1)"),
    *[key(f"interview.digit_{digit}", str(digit), f"digit({digit})") for digit in range(1, 10)],
]


PROGRESS: list[BindingType] = [
    key("progress.next", "right,l", "turn(1)"),
    key("progress.previous", "left,h", "turn(-1)"),
    key("progress.down", "down,j", "move(1)"),
    key("progress.up", "up,k", "move(-1)"),
    key("progress.group", "tab", "group(1)"),
    key("progress.group_back", "shift+tab", "group(-1)"),
    key("progress.page_down", "pagedown", "move(10)"),
    key("progress.page_up", "pageup", "move(-10)"),
    key("progress.open", "enter", "open"),
    key("progress.back", "escape,q", "back"),
]

BROWSE: list[BindingType] = [
    key("browse.open", "enter", "open"),
    key("browse.search", "slash", "search"),
    key("browse.down", "down,j", "move(1)"),
    key("browse.up", "up,k", "move(-1)"),
    key("browse.page_down", "pagedown", "page(1)", priority=True),
    key("browse.page_up", "pageup", "page(-1)", priority=True),
    key("browse.state", "s", "state"),
    key("browse.drill", "d", "drill"),
    key("browse.suspend", "x", "suspend_item"),
    key("browse.reopen", "o", "reopen"),
    key("browse.reset", "r", "reset"),
    key("browse.note", "n", "note"),
    key("browse.undo", "u", "undo"),
    key("browse.back", "escape", "back", priority=True),
]

SETTINGS: list[BindingType] = [
    key("settings.change", "enter", "change"),
    key("settings.down", "down,j,tab", "move(1)"),
    key("settings.up", "up,k,shift+tab", "move(-1)"),
    key("settings.more", "right,l", "step(1)"),
    key("settings.less", "left,h", "step(-1)"),
    key("settings.page_down", "pagedown", "move(10)"),
    key("settings.page_up", "pageup", "move(-10)"),
    key("settings.usual", "d", "usual"),
    key("settings.undo", "u", "undo"),
    key("settings.back", "escape,q", "back"),
]

GROUPS = (APP, HOME, PRACTICE, INTERVIEW_BRIEF, INTERVIEW, PROGRESS, BROWSE, SETTINGS)
"""The keys of every screen."""


def usual_keys() -> dict[str, str]:
    """List every binding id with its usual keys."""
    return {
        binding.id: binding.key
        for group in GROUPS
        for binding in group
        if isinstance(binding, Binding) and binding.id
    }
