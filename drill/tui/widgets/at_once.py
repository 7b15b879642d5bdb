"""Keys of a field that do something at once, in the order in which they were typed.

Textual inserts a letter when the key reaches the field, but runs a binding such as backspace only
once the key has bubbled up to the app: where keys come faster than that, a letter typed after a
backspace is put in before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget


def actions_of(bindings: Iterable[BindingType]) -> Mapping[str, str]:
    """Give the action of every key in a widget's bindings."""
    return {
        key.strip(): one.action
        for one in bindings
        if isinstance(one, Binding)
        for key in one.key.split(",")
    }


async def act(widget: Widget, event: Key, actions: Mapping[str, str]) -> None:
    """Do what a key is bound to, if it is, and let nobody else hear of it."""
    action = actions.get(event.key)
    if action is not None:
        event.stop()
        event.prevent_default()
        await widget.run_action(action)
