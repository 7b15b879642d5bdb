"""The commands, in the order `drill --help` lists them, and what each does.

How one is called stands in the module of its name, which is imported only when it is named.
"""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "practice": "answer what is due today",
    "interview": "hold a mock interview and read its scorecard",
    "bank": "check, list and show question banks",
    "exercise": "print generated exercises",
    "grade": "grade typed answers",
    "explain": "differentiate step by step, and say where an answer left the way",
    "derive": "derive a formula, a line at a time, each line checked",
    "journal": "export, merge, undo, check and back up",
    "schedule": "measure the memory model, plan the days ahead",
    "progress": "show what is known, what goes wrong, and how that changes",
    "browse": "find cards and exercise families",
    "item": "read one card or family, set it aside, begin it again",
    "settings": "say what is set, and change it",
    "doctor": "say what is wrong with this machine, these banks, this journal",
    "completion": "print what makes a shell complete drill's commands",
    "where": "say where drill keeps its files",
}
