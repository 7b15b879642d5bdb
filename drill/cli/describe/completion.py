"""How `drill completion` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder

WORDS = ("topics", "families", "items", "cards", "entries", "derivations", "settings")
SHELLS = ("bash", "zsh", "fish", "powershell")


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    completion = add(
        "completion",
        "completion:run",
        summary,
        'eval "$(drill completion bash)"',
        "drill completion zsh > ~/.zfunc/_drill",
        "drill completion fish > ~/.config/fish/completions/drill.fish",
        "drill completion powershell >> $PROFILE",
    )
    what = completion.add_mutually_exclusive_group(required=True)
    what.add_argument("shell", nargs="?", choices=SHELLS)
    what.add_argument(
        "--words", choices=WORDS, help="what the script asks for as somebody types: one a line"
    )
