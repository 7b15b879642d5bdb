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
    key("home.weak_spot", "m", "weak_spot"),
    key("home.ahead", "a", "ahead"),
    key("home.topic", "t", "topic"),
    key("home.up", "up,k", "move(-1)"),
    key("home.down", "down,j", "move(1)"),
    key("home.undo", "u", "undo"),
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
    key("practice.note", "n", "note"),
    key("practice.flag", "w", "flag"),
    key("practice.suspend", "x", "suspend_item"),
    key("practice.scroll_down", "pagedown,j", "scroll(1)"),
    key("practice.scroll_up", "pageup,k", "scroll(-1)"),
    *[key(f"practice.digit_{digit}", str(digit), f"digit({digit})") for digit in range(1, 10)],
]


def usual_keys() -> dict[str, str]:
    """List every binding id with its usual keys."""
    return {
        binding.id: binding.key
        for group in (APP, HOME, PRACTICE)
        for binding in group
        if isinstance(binding, Binding) and binding.id
    }
