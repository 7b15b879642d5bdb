"""What can be typed after `drill`, with an example for every command.

Only argparse is imported here: `drill --help` must cost little more than Python itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

LEVELS = ("junior", "mid", "senior", "staff")
STATES = ("new", "due", "leech", "suspended", "retired")
SHELLS = ("bash", "zsh", "fish", "powershell")
OF_MATHS = ("grade", "explain", "derive")
GLOBAL_VALUES = ("--db", "--now", "--content")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to see the right one."""
        print(f"drill: {message}; see `{self.prog} --help`", file=sys.stderr)
        raise SystemExit(2)


def tidy_arguments(arguments: Sequence[str]) -> list[str]:
    """Let maths begin with `-` in `drill grade` and `explain`, with or without `--` before it.

    argparse would take `-x^2` for an option, so everything of theirs that is no option of its own
    is moved behind a `--`.
    """
    given = list(arguments)
    command = next((word for word in given if word in OF_MATHS), None)
    if command is None:
        return given
    start = given.index(command) + 1
    options: list[str] = given[:start]
    answers: list[str] = []
    takes_value = ("--vars", "--of", "--wrt", "--file", "--at", "--given", *GLOBAL_VALUES)
    rest = iter(given[start:])
    for word in rest:
        if word == "--":
            answers.extend(rest)
        elif word in takes_value:
            options.extend([word, *(value for value in [next(rest, None)] if value is not None)])
        elif word in ("--json", "--list", "--help", "-h") or word.startswith(
            tuple(f"{name}=" for name in takes_value)
        ):
            options.append(word)
        else:
            answers.append(word)
    # `--vars -x` would be read as two options: join each value to its name.
    return [*_join_values(options, start, takes_value), *(["--", *answers] if answers else [])]


def _join_values(options: list[str], start: int, names: Sequence[str]) -> list[str]:
    joined = options[:start]
    rest = iter(options[start:])
    for word in rest:
        value = next(rest, None) if word in names else None
        joined.append(word if value is None else f"{word}={value}")
    return joined


def build_parser(arguments: Sequence[str]) -> Parser:
    """Build as much of the command line as these arguments can reach: a start waits for it."""
    shared = _shared_options()
    parser = Parser(
        prog="drill",
        description="Spaced repetition for the calculus part of a machine-learning interview.",
        epilog="Without a command drill opens the app. `drill COMMAND --help` shows examples.",
        parents=[shared],
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    parser.set_defaults(run="app:home", writes=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    add = _Adder(commands, shared)
    for part in _parts(arguments):
        part(add)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read a whole call; a global option that was not given is None."""
    unset = argparse.Namespace(db=None, now=None, content=None, demo=False)
    return build_parser(arguments).parse_args(tidy_arguments(arguments), unset)


def _parts(arguments: Sequence[str]) -> list[Callable[[_Adder], None]]:
    """Choose the commands to describe: those named, or all where a word is none of them."""
    named = [part for words, part in PARTS.items() if not set(words).isdisjoint(arguments)]
    if named:
        return named
    values = {i + 1 for i, word in enumerate(arguments) if word in GLOBAL_VALUES}
    known = ("--version", "--demo", *GLOBAL_VALUES)
    options = all(word.startswith(known) for i, word in enumerate(arguments) if i not in values)
    return [] if options else list(PARTS.values())


def _shared_options() -> Parser:
    """Make the global options, accepted before and after the command.

    Without defaults of their own: a command would otherwise take back what stood before it.
    """
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("everywhere")
    group.add_argument("--db", metavar="FILE", help="the journal to use (or DRILL_DB)")
    group.add_argument(
        "--now", metavar="TIME", help="start the clock at this ISO 8601 moment (or DRILL_NOW)"
    )
    group.add_argument(
        "--content", metavar="DIR", action="append", help="a folder of further banks"
    )
    group.add_argument(
        "--demo", action="store_true", help="use a made-up history, in a journal of its own"
    )
    return shared


class _Adder:
    """Adds a command with its help, examples and defaults in one call."""

    def __init__(self, commands: argparse._SubParsersAction[Parser], shared: Parser) -> None:
        self._commands = commands
        self._shared = shared

    def __call__(
        self, name: str, run: str, summary: str, *examples: str, writes: bool = False
    ) -> Parser:
        parser = self._commands.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:] + ".",
            epilog="examples:\n  " + "\n  ".join(examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[self._shared],
        )
        parser.set_defaults(run=run, writes=writes)
        return parser

    def group(self, name: str, summary: str, *examples: str) -> _Adder:
        """Add a command that has commands of its own."""
        parser = self(name, "", summary, *examples)
        inner = parser.add_subparsers(
            title="commands", metavar="COMMAND", parser_class=Parser, required=True
        )
        return _Adder(inner, self._shared)


def _add_doors(parser: Parser) -> None:
    door = parser.add_mutually_exclusive_group()
    door.add_argument("--plain", action="store_true", help="lines instead of a screen")
    door.add_argument("--jsonl", action="store_true", help="one JSON object a line, either way")


def _add_sessions(add: _Adder) -> None:
    practice = add(
        "practice",
        "app:practice",
        "answer what is due today",
        "drill practice",
        "drill practice --topic chain_rule --minutes 10",
        "drill practice --item exercise/chain_two_layer",
        "drill practice --plain",
        writes=True,
    )
    practice.add_argument(
        "--topic", action="append", metavar="T", help="only this topic, due or not (repeatable)"
    )
    practice.add_argument(
        "--item", action="append", metavar="ID", help="only this card or family (repeatable)"
    )
    practice.add_argument("--minutes", type=_positive, metavar="N", help="stop after N minutes")
    practice.add_argument("--new", type=_count, metavar="N", help="at most N new items today")
    _add_doors(practice)
    interview = add(
        "interview",
        "interview:run",
        "hold a mock interview and read its scorecard",
        "drill interview --level senior",
        "drill interview --level junior --minutes 20 --topic gradient --coach",
        "drill interview --seed 7 --export interview.md --json",
        writes=True,
    )
    interview.add_argument("--level", choices=LEVELS, help="default mid")
    interview.add_argument(
        "--minutes", type=_positive, metavar="N", help="5 to 180, default 45, wrap-up included"
    )
    interview.add_argument(
        "--topic", action="append", metavar="T", help="only this topic (repeatable)"
    )
    interview.add_argument("--seed", type=_seed, metavar="N", help="the same seed asks the same")
    interview.add_argument(
        "--coach", action="store_true", help="compare after each slot, not at the end"
    )
    interview.add_argument("--export", metavar="FILE.md", help="write the transcript to a new file")
    interview.add_argument(
        "--json", action="store_true", help="print the scorecard as JSON at the end"
    )
    _add_doors(interview)


def _add_banks(add: _Adder) -> None:
    bank = add.group("bank", "check, list and show question banks", "drill bank check my/banks")
    check = bank(
        "check",
        "bank:check",
        "check banks and say what to mend",
        "drill bank check",
        "drill bank check my.yaml",
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help="bank files or folders")
    check.add_argument(
        "--strict",
        action="store_true",
        help="also fail on a fact nothing tests or lists, and on a formula that nothing checks",
    )
    check.add_argument(
        "--watch", action="store_true", help="check again after every save, until Ctrl-C"
    )
    listing = bank(
        "list", "bank:list_banks", "list topics, cards and families", "drill bank list --json"
    )
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.add_argument("--coverage", action="store_true", help="which items test each fact")
    show = bank(
        "show",
        "bank:show",
        "show one card, concept or topic",
        "drill bank show chain-rule.statement",
    )
    show.add_argument("id", metavar="ID")
    preview = bank(
        "preview",
        "bank:preview",
        "draw one card as it will appear",
        "drill bank preview chain-rule.statement",
    )
    preview.add_argument("id", metavar="ID")
    mapped = bank(
        "map",
        "bank_map:run",
        "list concepts, what each requires, and what is held",
        "drill bank map --json",
    )
    mapped.add_argument("--json", action="store_true", help="print JSON")
    new = bank(
        "new", "bank:new", "print a bank to start from", "drill bank new my_topic > my_topic.yaml"
    )
    new.add_argument("topic", metavar="TOPIC")
    bank(
        "schema",
        "bank:schema",
        "print the JSON Schema of a bank",
        "drill bank schema > bank.schema.json",
    )


def _add_maths(add: _Adder) -> None:
    exercise = add(
        "exercise",
        "exercise:run",
        "print generated exercises",
        "drill exercise chain_two_layer --level 2 --seed 7",
        "drill exercise --list",
    )
    exercise.add_argument("family", nargs="?", metavar="FAMILY")
    level = exercise.add_mutually_exclusive_group()
    level.add_argument("--level", type=int, choices=range(1, 6), metavar="1..5")
    level.add_argument("--all-levels", action="store_true", help="each level of the family")
    exercise.add_argument("--seed", metavar="N", help="the first seed (default 1)")
    exercise.add_argument("--count", type=_positive, default=1, metavar="N", help="how many")
    exercise.add_argument("--list", action="store_true", help="list the families instead")
    exercise.add_argument("--json", action="store_true", help="one JSON object a line")
    grade = add(
        "grade",
        "grade:run",
        "grade typed answers",
        'drill grade "12*(3*x+1)^3" "12(1+3x)^3" --vars x',
        "drill grade '12*(3*x+1)^3' '4*(3*x+1)^3' --of '(3*x+1)^4' --wrt x",
        "drill grade --file pairs.tsv --json",
    )
    grade.add_argument("answers", nargs="*", metavar="EXPECTED GIVEN")
    grade.add_argument("--vars", metavar="x,y", help="the declared variables")
    grade.add_argument("--of", metavar="F", help="EXPECTED is a derivative of this; may be empty")
    grade.add_argument("--wrt", metavar="x", help="by this name; x,y for a gradient")
    grade.add_argument(
        "--file", metavar="PAIRS.tsv", help="columns: expected given variables [of wrt]"
    )
    grade.add_argument("--json", action="store_true", help="print JSON")


def _add_explanations(add: _Adder) -> None:
    explain = add(
        "explain",
        "explain:run",
        "differentiate step by step, and say where an answer left the way",
        "drill explain '(3*x+1)^4' --wrt x",
        "drill explain '(3*x+1)^4' --wrt x --given '4*(3*x+1)^3'",
        "drill explain '(y-w*x-b)^2' --wrt w,b --at x=2,y=1,w=0.5,b=0",
    )
    explain.add_argument("expression", nargs="*", metavar="F", help="what to differentiate")
    explain.add_argument("--wrt", required=True, metavar="x", help="by this name; x,y for each")
    explain.add_argument("--vars", metavar="x,y", help="the declared variables")
    explain.add_argument("--at", metavar="x=1,y=2", help="draw the computation graph at a point")
    explain.add_argument("--given", metavar="ANSWER", help="mark the step where it went wrong")
    explain.add_argument("--json", action="store_true", help="print JSON")
    derive = add(
        "derive",
        "derive:run",
        "derive a formula, a line at a time, each line checked",
        "drill derive --list",
        "drill derive logit",
        "drill derive --of '(3*x+1)^4' --wrt x",
        "drill derive sigmoid < lines.txt",
    )
    derive.add_argument("id", nargs="*", metavar="ID", help="as `drill derive --list` lists them")
    derive.add_argument("--list", action="store_true", help="list the derivations")
    derive.add_argument("--of", metavar="F", help="any function instead of a listed derivation")
    derive.add_argument("--wrt", metavar="x", help="by this name")
    derive.add_argument("--vars", metavar="x,y", help="the declared variables")
    derive.add_argument("--json", action="store_true", help="one JSON object a line")


def _add_journal(add: _Adder) -> None:
    journal = add.group("journal", "export, merge, undo, check and back up", "drill journal check")
    journal(
        "export",
        "journal:export",
        "print every event, one a line",
        "drill journal export > all.jsonl",
    )
    source = journal(
        "import", "journal:import_", "take events in", "drill journal import all.jsonl", writes=True
    )
    source.add_argument(
        "file", metavar="FILE", help="lines of `drill journal export`, or - for stdin"
    )
    merge = journal(
        "merge",
        "journal:merge",
        "take in another journal",
        "drill journal merge laptop.db",
        writes=True,
    )
    merge.add_argument("file", metavar="FILE")
    undo = journal(
        "undo",
        "journal:undo",
        "take the last review back",
        "drill journal undo --count 3",
        writes=True,
    )
    undo.add_argument("--count", type=_positive, default=1, metavar="N")
    undo.add_argument("--event", metavar="ID", help="this event instead of the last")
    journal("check", "journal:check", "replay every event and compare", "drill journal check")
    backup = journal("backup", "journal:backup", "copy the journal now", "drill journal backup")
    backup.add_argument("folder", nargs="?", metavar="FOLDER")
    restore = journal(
        "restore",
        "journal:restore",
        "put a backup in the journal's place",
        "drill journal restore FILE",
        writes=True,
    )
    restore.add_argument("file", metavar="FILE")


def _add_places(add: _Adder) -> None:
    add("where", "app:where", "say where drill keeps its files", "drill where")


def _add_browse(add: _Adder) -> None:
    browse = add(
        "browse",
        "browse:browse",
        "find cards and exercise families",
        "drill browse sigmoid derivative",
        "drill browse --state due --topic chain_rule",
        "drill browse kind:choice level:senior tag:CR03 --json",
        "drill browse --show chain-rule.statement",
    )
    browse.add_argument(
        "query", nargs="*", metavar="QUERY", help="words to find; state: topic: kind: tag: narrow"
    )
    browse.add_argument("--state", choices=STATES, help="only these")
    browse.add_argument("--topic", metavar="T", help="only this topic")
    browse.add_argument("--show", metavar="ID", help="one item, as `drill item show` does")
    browse.add_argument("--json", action="store_true", help="print JSON")
    item = add.group(
        "item",
        "read one card or family, set it aside, begin it again",
        "drill item show chain-rule.statement",
        "drill item suspend exercise/chain_two_layer",
    )
    show = item(
        "show",
        "browse:show",
        "show an item with its primer, history and forgetting curve",
        "drill item show chain-rule.statement",
    )
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true", help="print JSON")
    for name, summary in (
        ("suspend", "set an item aside: it comes no more"),
        ("resume", "take up again what was set aside"),
        ("reopen", "want an item back now, whatever its memory says"),
        ("reset", "begin again with an item; its history is kept"),
    ):
        example = f"drill item {name} chain-rule.statement"
        one = item(name, f"browse:{name}", summary, example, writes=True)
        one.add_argument("id", metavar="ID")
    note = item(
        "note",
        "browse:note",
        "write a note on an item",
        'drill item note chain-rule.statement "mind the inner derivative"',
        writes=True,
    )
    note.add_argument("id", metavar="ID")
    note.add_argument("text", nargs="+", metavar="TEXT")


def _add_settings(add: _Adder) -> None:
    settings = add(
        "settings",
        "settings:run",
        "list, show and change settings",
        "drill settings",
        "drill settings interview 2026-12-11",
        "drill settings retention 85%",
        "drill settings topic.convexity out",
        "drill settings theme nord",
        "drill settings key.practice.hint ctrl+h",
        "drill settings minutes default",
        "drill settings --undo",
        writes=True,
    )
    settings.add_argument("name", nargs="?", metavar="NAME", help="as `drill settings` lists them")
    settings.add_argument("value", nargs="?", metavar="VALUE", help="`default` is what is usual")
    settings.add_argument(
        "--undo", action="store_true", help="take the last change in the journal back"
    )
    settings.add_argument("--json", action="store_true", help="print JSON")


def _add_doctor(add: _Adder) -> None:
    doctor = add(
        "doctor",
        "doctor.command:run",
        "say what is wrong with this machine, these banks, this journal",
        "drill doctor",
        "drill doctor --json",
    )
    doctor.add_argument("--json", action="store_true", help="print JSON")
    completion = add(
        "completion",
        "completion:run",
        "print what makes a shell complete drill's commands",
        'eval "$(drill completion bash)"',
        "drill completion zsh > ~/.zfunc/_drill",
        "drill completion fish > ~/.config/fish/completions/drill.fish",
        "drill completion powershell >> $PROFILE",
    )
    completion.add_argument("shell", choices=SHELLS)


def _add_schedule(add: _Adder) -> None:
    schedule = add.group(
        "schedule", "measure the memory model, plan the days ahead", "drill schedule plan"
    )
    evaluate = schedule(
        "evaluate",
        "schedule:evaluate",
        "say how well the memory model predicts a log of reviews",
        "drill schedule evaluate reviews.csv --day-start 09:00",
    )
    evaluate.add_argument(
        "file",
        metavar="REVIEWS.csv",
        help="columns card_id, review_rating, review_time; - is stdin",
    )
    evaluate.add_argument(
        "--day-start", type=_clock_time, default=240, metavar="HH:MM", help="default 04:00"
    )
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    plan = schedule(
        "plan",
        "schedule:plan",
        "play the days up to the interview and say what they lead to",
        "drill schedule plan --json",
    )
    plan.add_argument("--json", action="store_true", help="print JSON")


def _add_progress(add: _Adder) -> None:
    progress = add(
        "progress",
        "progress:run",
        "show what is known, what goes wrong, and how that changes",
        "drill progress",
        "drill progress --json",
        "drill progress --html progress.html",
        "drill progress --behind mistake/constant-kept",
    )
    form = progress.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print every number as JSON")
    form.add_argument("--plain", action="store_true", help="lines instead of a screen")
    form.add_argument("--html", metavar="FILE", help="write one page that needs nothing else")
    progress.add_argument(
        "--behind", metavar="NUMBER", help="list the events behind a number, by its address"
    )


def _clock_time(text: str) -> int:
    """Read HH:MM as minutes after midnight."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(text) <= 5):
        raise argparse.ArgumentTypeError(f"`{text[:20]}` is no time of day such as 09:00")
    if int(hours) > 23 or int(minutes) > 59:
        raise argparse.ArgumentTypeError(f"`{text[:20]}` is no time of day such as 09:00")
    return int(hours) * 60 + int(minutes)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"`{text[:20]}` is no whole number from 0 to {2**31 - 1}")
    return int(text)


def _positive(text: str) -> int:
    value = _count(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise argparse.ArgumentTypeError(f"`{text[:20]}` is no whole number from 0 to 999999")
    return int(text)


PARTS: Mapping[tuple[str, ...], Callable[[_Adder], None]] = {
    ("practice",): _add_sessions,
    ("bank",): _add_banks,
    ("exercise", "grade"): _add_maths,
    ("explain", "derive"): _add_explanations,
    ("journal",): _add_journal,
    ("schedule",): _add_schedule,
    ("progress",): _add_progress,
    ("browse", "item"): _add_browse,
    ("settings",): _add_settings,
    ("doctor", "completion"): _add_doctor,
    ("where",): _add_places,
}
"""The commands in the order `drill --help` lists them, and what describes them."""
