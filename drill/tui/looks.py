"""How the app looks and which keys it listens to: what `config.toml` may say.

```toml
theme = "textual-light"     # any of Textual's themes; ansi-dark and ansi-light follow the terminal
confidence = false          # do not ask how sure you are
ascii = true                # no drawn characters
[keys]
"practice.hint" = "ctrl+h"
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_THEME = "textual-dark"


@dataclass(frozen=True, slots=True)
class Looks:
    """The settings of this device alone; nothing here travels with the journal."""

    theme: str = DEFAULT_THEME
    confidence: bool = True
    ascii: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
