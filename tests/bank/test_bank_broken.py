"""What is wrong with a bank, as an author reads it: file, line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_bank import GOOD, complaints, loaded, write

from drill.bank import source


class Broken:
    """One change to the sample bank, and every complaint it must cause: `line: message`."""

    def __init__(self, name: str, old: str, new: str, *complaints: str) -> None:
        self.name = name
        self.old = old
        self.new = new
        self.complaints = complaints


BROKEN = [
    Broken(
        "an unknown key names the nearest known one",
        "level: junior",
        "levle: junior",
        "21: card `slopes.told` lacks `level` (the interview level)",
        "24: unknown key `levle` in a card; did you mean `level`?",
    ),
    Broken(
        "a missing key is named with its meaning",
        "    level: junior\n",
        "",
        "21: card `slopes.told` lacks `level` (the interview level)",
    ),
    Broken(
        "a level that does not exist",
        "level: mid",
        "level: middle",
        (
            "38: `level` must be one of `junior`, `mid`, `senior`, `staff`, not "
            "“middle”; did you mean `mid`?"
        ),
    ),
    Broken(
        "a kind that does not exist",
        "kind: derive",
        "kind: derivation",
        (
            "37: `kind` must be one of `recall`, `cloze`, `choice`, `compare`, "
            "`explain`, `order`, `numeric`, `derive`, `overclaim`, not “derivation”; "
            "did you mean `derive`?"
        ),
    ),
    Broken(
        "a key of another kind, and one its own kind needs",
        "kind: cloze",
        "kind: recall",
        "46: a card of kind `recall` needs `key_points`",
        "52: `response` belongs to `cloze`, `numeric`, `derive`; this card is a `recall`",
    ),
    Broken(
        "an unknown concept names the nearest",
        "requires: [slopes.first]",
        "requires: [slopes.frist]",
        "17: `requires`: unknown concept `slopes.frist`; did you mean `slopes.first`?",
    ),
    Broken(
        "a single word where a list belongs",
        "requires: [slopes.first]",
        "requires: slopes.first",
        "17: `requires` must be a list, such as [first, second]",
    ),
    Broken(
        "a weight above one",
        "encompasses: {slopes.first: 0.5}",
        "encompasses: {slopes.first: 1.5}",
        "18: `slopes.first` in `encompasses` must be a number above 0 and at most 1, not “1.5”",
    ),
    Broken(
        "a weight of nothing",
        "encompasses: {slopes.first: 0.5}",
        "encompasses: {slopes.first: 0}",
        "18: `slopes.first` in `encompasses` must be a number above 0 and at most 1, not “0”",
    ),
    Broken(
        "a weight for an unknown concept",
        "encompasses: {slopes.first: 0.5}",
        "encompasses: {slopes.third: 0.5}",
        "18: `encompasses`: unknown concept `slopes.third`; did you mean `slopes.first`?",
    ),
    Broken(
        "a card of an unknown concept",
        "concept: slopes.first\n    kind: recall",
        "concept: slopes.frist\n    kind: recall",
        "22: unknown concept `slopes.frist`; did you mean `slopes.first`?",
    ),
    Broken(
        "a card with the id of a card",
        "id: slopes.typed",
        "id: slopes.told",
        "35: the id `slopes.told` is already that of a card: FOLDER/slopes.yaml:21",
    ),
    Broken(
        "a card with the id of a concept",
        "id: slopes.typed",
        "id: slopes.first",
        "35: the id `slopes.first` is already that of a concept: FOLDER/slopes.yaml:12",
    ),
    Broken(
        "an id in capitals",
        "id: slopes.typed",
        "id: Slopes.Typed",
        (
            "35: `id` must be an id such as `chain-rule.statement`: lower case, digits, "
            "`-`, not “Slopes.Typed”"
        ),
    ),
    Broken(
        "a concept of another topic's name",
        "id: slopes.second",
        "id: hills.second",
        "15: the concept `hills.second` belongs to this topic; its id begins with `slopes.`",
        "47: unknown concept `slopes.second`; did you mean `hills.second`?",
        "54: unknown concept `slopes.second`; did you mean `hills.second`?",
        "64: unknown concept `slopes.second`; did you mean `hills.second`?",
        "71: unknown concept `slopes.second`; did you mean `hills.second`?",
    ),
    Broken(
        "a circle of two",
        "    title: The first idea\n    primer",
        "    requires: [slopes.second]\n    title: The first idea\n    primer",
        ("18: the prerequisites go round in a circle: slopes.first → slopes.second → slopes.first"),
    ),
    Broken(
        "a circle of one",
        "    title: The first idea\n    primer",
        "    requires: [slopes.first]\n    title: The first idea\n    primer",
        "13: the prerequisites go round in a circle: slopes.first → slopes.first",
    ),
    Broken(
        "a command that cannot be displayed",
        "A rate of change.",
        "A rate $\\foo{x}$ of change.",
        (
            "26: `answer`: the maths `$\\foo{x}$` cannot be displayed: `\\foo` is not a "
            "command drill can show; did you mean `\\rfloor`?"
        ),
    ),
    Broken(
        "a fraction without its bottom, on the line it is on",
        "\\frac{f(x+h) - f(x)}{h}",
        "\\frac{f(x+h) - f(x)}",
        (
            "10: `explanation`: the maths `$f'(x) = \\lim_{h \\to 0} \\frac{f(x+h) - f…$` "
            "cannot be displayed: nothing follows `\\frac`"
        ),
    ),
    Broken(
        "a lone dollar sign",
        "What is a slope?",
        "It costs $5, is that steep?",
        "25: `prompt`: a `$` that encloses no maths; write `$x$`, or `\\$` for the sign",
    ),
    Broken(
        "a range of facts",
        "covers: [DR01, DR02]",
        "covers: [DR01-03]",
        "27: an item of `covers` must be a fact id such as `CR03`, not “DR01-03”",
    ),
    Broken(
        "facts that are no list",
        "covers: [DR01, DR02]",
        "covers: DR01",
        "27: `covers` must be a list, such as [first, second]",
    ),
    Broken(
        "a hint too many",
        "hints: [Think of a hill.]",
        "hints: [a, b, c, d]",
        "28: `hints` has 4; at most 3 are allowed",
    ),
    Broken(
        "a key point that counts for nothing",
        "weight: 2",
        "weight: 0",
        "30: `weight` must be a number above 0 and at most 10, not “0”",
    ),
    Broken(
        "a weight that is no number",
        "weight: 2",
        "weight: heavy",
        "30: `weight` must be a number above 0 and at most 10, not “heavy”",
    ),
    Broken(
        "yes where true belongs",
        "must: true",
        "must: yes",
        "30: `must` must be true or false, not “yes”",
    ),
    Broken(
        "two key points of one id",
        "{id: change, text",
        "{id: rate, text",
        "31: the key point `rate` is given twice; the first is in line 30",
    ),
    Broken(
        "a follow-up to a point that is not there",
        "missed: rate",
        "missed: ratio",
        "33: `missed` names `ratio`, which is no key point here; did you mean `rate`?",
    ),
    Broken(
        "a former id that is in use",
        "formerly: [slopes.said]",
        "formerly: [slopes.typed]",
        "34: `formerly` names `slopes.typed`, which is still in use: FOLDER/slopes.yaml:35",
    ),
    Broken(
        "a truth that cannot be read",
        'truth: "2*a*x"',
        'truth: "2a*x)"',
        "41: `truth` cannot be read in column 5: This “)” closes nothing that was opened.",
    ),
    Broken(
        "a truth with an undeclared name",
        'truth: "2*a*x"',
        'truth: "2*b*x"',
        (
            "41: `truth` cannot be read in column 3: “b” is not known here; the "
            "variables are a and x."
        ),
    ),
    Broken(
        "a vector where an expression belongs",
        'truth: "2*a*x"',
        'truth: "(2*a, x)"',
        "41: `truth` is a vector, but the type is `expression`",
    ),
    Broken(
        "a response without a truth",
        'truth: "2*a*x", ',
        "",
        "41: this response lacks `truth` (the right expression in typed form)",
    ),
    Broken(
        "a type that does not exist",
        "type: expression",
        "type: expresion",
        (
            "41: `type` must be one of `expression`, `vector`, `matrix`, `set`, "
            "`number`, `shape`, `text`, `derivation`, not “expresion”; did you mean `expression`?"
        ),
    ),
    Broken(
        "a domain of no variable",
        'domain: {a: "> 0"}}',
        'domain: {b: "> 0"}}',
        "41: `domain` speaks of `b`, which is no variable",
    ),
    Broken(
        "a domain that is no range",
        'domain: {a: "> 0"}}',
        "domain: {a: positive}}",
        (
            "41: `a` in `domain`: “positive” is no range; write > 0, < 0, -1 .. 1, "
            "integer or integer 1 .. 9"
        ),
    ),
    Broken(
        "a variable twice",
        "variables: [a, x]",
        "variables: [a, x, a]",
        "41: the variable `a` is listed twice",
    ),
    Broken(
        "a truth where words are accepted",
        "accept: [differentiable, smooth]",
        "truth: differentiable",
        "52: a response of type `text` has no `truth`; use `accept`",
        "52: this response lacks `accept` (the accepted words, such as [convex])",
    ),
    Broken(
        "a claim without its variable",
        '{derivative: "a*x^2", wrt: x, is: "2*a*x", where: {a: "> 0"}}',
        '{derivative: "a*x^2", is: "2*a*x"}',
        "43: this `derivative` claim lacks `wrt` (the variables, in order)",
    ),
    Broken(
        "a claim of an unknown sort",
        '{equal: ["x+x", "2*x"]}',
        '{equals: ["x+x", "2*x"]}',
        (
            "45: a claim needs one of `derivative`, `gradient`, `hessian`, `equal`, "
            "`differs`, `at_most`, `value`, `limit`; did you mean `equal`?"
        ),
    ),
    Broken(
        "a claim of one side",
        '{equal: ["x+x", "2*x"]}',
        '{equal: ["x+x"]}',
        "45: `equal` has 1; at least 2 are needed",
    ),
    Broken(
        "a claim that cannot be read",
        '{equal: ["x+x", "2*x"]}',
        '{equal: ["x+", "2*x"]}',
        "45: `equal` cannot be read in column 3: The text ends where a value is expected.",
    ),
    Broken(
        "two claims in one",
        '{equal: ["x+x", "2*x"]}',
        '{equal: ["x", "x"], value: "1"}',
        "45: a claim has one of `equal`, `value`; write a claim for each",
    ),
    Broken(
        "a cloze without its blank",
        "____",
        "....",
        "50: the prompt of a cloze card has a blank, written `____`; this one has none",
    ),
    Broken(
        "a choice without a right answer",
        "correct: true, ",
        "",
        "59: exactly one of the `choices` must be `correct: true`; none is",
    ),
    Broken(
        "a choice with two right answers",
        "{text: $x$, why",
        "{text: $x$, correct: true, why",
        "59: exactly one of the `choices` must be `correct: true`; 2 are",
    ),
    Broken(
        "a choice of two",
        "      - {text: $x$, why: Slope 1.}\n",
        "",
        "60: `choices` has 2; at least 3 are needed",
    ),
    Broken(
        "the same choice twice",
        "{text: $x$, why: Slope 1.}",
        "{text: $2x$, why: Slope 2.}",
        "61: this choice is the same as the one in line 60",
    ),
    Broken(
        "an order of two lines",
        "lines: [Look., Think., Write.]",
        "lines: [Look., Think.]",
        "69: `lines` has 2; at least 3 are needed",
    ),
    Broken(
        "an overclaim without the precise statement",
        "    precise: It is a stationary point.\n",
        "",
        "70: a card of kind `overclaim` needs `precise`",
    ),
    Broken(
        "a key that goes with no card of this kind",
        "    answer: As written.",
        "    answer: As written.\n    as_stated: So.",
        "69: `as_stated` belongs to `overclaim`; this card is a `order`",
    ),
    Broken(
        "an unknown family names the nearest",
        "family: power_sum",
        "family: power_sums",
        "82: unknown exercise family `power_sums`; did you mean `power_sum`?",
    ),
    Broken(
        "a level out of range",
        "levels: [1, 2, 3]",
        "levels: [1, 2, 7]",
        "82: an item of `levels` must be a whole number from 1 to 5, not “7”",
    ),
    Broken(
        "a level twice",
        "levels: [1, 2, 3]",
        "levels: [1, 1]",
        "82: a level is listed twice",
    ),
    Broken(
        "an exercise of an unknown concept",
        "concept: slopes.first, levels",
        "concept: slopes.third, levels",
        "82: unknown concept `slopes.third`; did you mean `slopes.first`?",
    ),
    Broken(
        "a topic that is not the file's name",
        "topic: slopes",
        "topic: hills",
        "1: `topic` is `hills`, but the file is `slopes.yaml`; give both the same name",
        "12: the concept `slopes.first` belongs to this topic; its id begins with `hills.`",
        "15: the concept `slopes.second` belongs to this topic; its id begins with `hills.`",
    ),
    Broken(
        "an order that is no number",
        "order: 7",
        "order: first",
        "2: `order` must be a whole number from 0 to 10000, not “first”",
    ),
    Broken(
        "an empty title",
        "title: Slopes",
        "title:",
        "3: `title` is empty; write a line of text",
    ),
    Broken(
        "a primer without its intuition",
        "  why: Because.\n  intuition: A hill.\n",
        "  why: Because.\n",
        "5: this primer lacks `intuition` (a picture to think with)",
    ),
    Broken(
        "a control character written as an escape",
        "What is a slope?",
        '"Ring \\x07 the bell"',
        "25: `prompt` holds the character U+0007 (bell), which is not allowed in a bank",
    ),
    Broken(
        "a bidirectional character",
        "What is a slope?",
        "Which way \u202egnorw?",
        "25: the character U+202E is not allowed in a bank; remove it",
    ),
    Broken(
        "a tab as an indent",
        "    level: mid\n    prompt: Diff",
        "\tlevel: mid\n    prompt: Diff",
        "38: the character U+0009 (a tab) is not allowed in a bank; indent with spaces",
        (
            "39: this is not YAML: a `: ` inside plain text, or a wrong indent; put the "
            "text in quotes or under `|`"
        ),
    ),
    Broken(
        "a key twice",
        "order: 7",
        "order: 7\norder: 8",
        "3: `order` is given twice; it is in line 2",
    ),
    Broken(
        "an anchor",
        "topic: slopes",
        "topic: &name slopes",
        "1: the anchor `&name` is not allowed; remove it",
    ),
    Broken(
        "an alias",
        "title: Slopes",
        "title: *name",
        "3: the alias `*name` is not allowed; write the value out",
    ),
    Broken(
        "a tag",
        "title: Slopes",
        "title: !!str Slopes",
        "3: the tag `tag:yaml.org,2002:str` is not allowed; remove it",
    ),
    Broken(
        "a merge key",
        "order: 7",
        "<<: {order: 7}",
        "2: the merge key `<<` is not allowed; write the keys out",
    ),
    Broken(
        "a colon in plain text",
        "What is a slope?",
        "What: is a slope?",
        (
            "25: this is not YAML: a `: ` inside plain text, or a wrong indent; put the "
            "text in quotes or under `|`"
        ),
    ),
    Broken(
        "a bracket left open",
        "covers: [DR01, DR02]",
        "covers: [DR01, DR02",
        "28: this is not YAML: a `[` or `{` without its end, or a missing comma",
    ),
    Broken(
        "a quotation mark left open",
        "What is a slope?",
        '"What is a slope?',
        (
            "33: this is not YAML: a line whose indent fits nothing above it, or a "
            "quotation mark left open above"
        ),
    ),
    Broken(
        "a backslash in double quotes",
        "What is a slope?",
        '"What is $\\sigma$?"',
        "25: this is not YAML: a backslash in double quotes; use single quotes or `|`",
    ),
    Broken(
        "a text that begins with an at sign",
        "What is a slope?",
        "@home",
        "25: this is not YAML: a text that begins with `@`, `` ` `` or `%`; put it in quotes",
    ),
    Broken(
        "a list indented in two ways",
        "cards:\n",
        "cards:\n   - odd\n",
        (
            "22: this is not YAML: a line whose indent fits nothing above it, or a "
            "quotation mark left open above"
        ),
    ),
    Broken(
        "a word where the cards belong",
        "cards:\n",
        "cards: none\nmore:\n",
        "20: `cards` must be a list, such as a list of `- id: …`",
        "21: unknown key `more` in a bank; did you mean `order`?",
    ),
    Broken(
        "a second document",
        "topic: slopes\n",
        "topic: slopes\n---\n",
        "2: a bank is one document; remove the `---`",
    ),
    Broken(
        "a list where a line belongs",
        "title: Slopes",
        "title: [a, b]",
        "3: `title` must be a line of text",
    ),
    Broken(
        "a text among the cards",
        "  - id: slopes.blank",
        "  - just text\n  - id: slopes.blank",
        "46: this must be a card: keys such as `id: …`",
    ),
    Broken(
        "a prompt of five thousand characters",
        "What is a slope?",
        "|\n      " + "x" * 5000,
        "25: `prompt` has 5000 characters; at most 4000 are allowed",
    ),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_each_fault_is_told_with_its_line_and_what_to_do(case: Broken, tmp_path: Path) -> None:
    assert case.old in GOOD
    found = complaints(tmp_path, GOOD.replace(case.old, case.new, 1))
    expected = [text.replace("FOLDER", str(tmp_path)) for text in case.complaints]
    assert found == [f"slopes.yaml:{text}" for text in expected]


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(BROKEN) >= 40


def test_the_sample_bank_is_without_fault(tmp_path: Path) -> None:
    library = loaded(tmp_path, GOOD)
    assert library.problems == ()
    assert [topic.id for topic in library.topics] == ["slopes"]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD
    for change in (BROKEN[0], BROKEN[5], BROKEN[26], BROKEN[51]):
        text = text.replace(change.old, change.new, 1)
    found = complaints(tmp_path, text)
    assert [int(line.split(":")[1]) for line in found] == [17, 21, 24, 31, 82]


def test_a_broken_bank_is_left_out(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD.replace("kind: recall", "kind: recal")).topics == ()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "1: the file is empty; `drill bank new` writes a bank to begin with"),
        (b"a: caf\xe9\n", "1: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"\xff\xfea\x00", "1: byte 0xFF is not UTF-8; save the file as UTF-8"),
        (b"- a\n- b\n", "1: this must be a bank: keys such as `topic: …`"),
        (b"just text\n", "1: this must be a bank: keys such as `topic: …`"),
        (b"# a" * 700_000, "1: the file is larger than 2 MB; split the bank"),
        (b"a: " + b"[" * 5000, "1: nested more than 10 deep; no key of a bank lies so deep"),
        (
            b"a:\n" + b"".join(b" " * n + b"b:\n" for n in range(1, 40)),
            "11: nested more than 10 deep; no key of a bank lies so deep",
        ),
        (b"a: [" + b"1," * 250_000 + b"]", "1: more than 200000 values; split the bank"),
    ],
    ids=["empty", "latin-1", "utf-16", "a list", "text", "large", "brackets", "indents", "values"],
)
def test_what_is_no_bank_is_refused_in_one_line(
    content: bytes, complaint: str, tmp_path: Path
) -> None:
    assert complaints(tmp_path, content) == [f"slopes.yaml:{complaint}"]


LAUGHS = """topic: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]
title: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
primer: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
concepts: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
cards: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
"""


def test_aliases_that_would_grow_are_refused_and_never_followed(tmp_path: Path) -> None:
    found = complaints(tmp_path, LAUGHS)
    assert "slopes.yaml:2: the alias `*a` is not allowed; write the value out" in found
    assert sum("alias" in line for line in found) == 36
    assert sum("anchor" in line for line in found) == 5


def test_an_alias_that_holds_itself_ends(tmp_path: Path) -> None:
    found = complaints(tmp_path, "topic: &a [*a]\n")
    assert "slopes.yaml:1: the alias `*a` is not allowed; write the value out" in found


def test_a_bank_cannot_name_an_object_of_the_language(tmp_path: Path) -> None:
    text = GOOD.replace("title: Slopes", "title: !!python/object/apply:os.system [echo]")
    tag = "tag:yaml.org,2002:python/object/apply:o…"
    assert f"slopes.yaml:3: the tag `{tag}` is not allowed; remove it" in complaints(tmp_path, text)


def test_a_file_that_is_not_there_is_a_complaint_like_any_other(tmp_path: Path) -> None:
    from drill.bank.load import load

    (problem,) = load([tmp_path / "none.yaml"], ()).problems
    assert problem.message == "the file cannot be read: No such file or directory"


CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x0A]


def test_there_are_sixty_five_control_characters_and_newline_is_one() -> None:
    assert len(CONTROLS) == 64


@pytest.mark.parametrize("character", CONTROLS, ids=lambda character: f"U+{ord(character):04X}")
def test_a_control_character_is_refused_with_line_and_number(
    character: str, tmp_path: Path
) -> None:
    text = GOOD.replace("What is a slope?", f"What is{character}a slope?")
    (complaint,) = complaints(tmp_path, text)
    start = f"slopes.yaml:25: the character U+{ord(character):04X}"
    assert complaint.startswith(start)


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_a_control_character_written_as_an_escape_is_refused_too(code: int, tmp_path: Path) -> None:
    text = GOOD.replace("title: Slopes", f'title: "Slo\\x{code:02x}pes"')
    (complaint,) = complaints(tmp_path, text)
    assert complaint.startswith("slopes.yaml:3: `title` ")


def test_many_forbidden_characters_are_told_shortly(tmp_path: Path) -> None:
    found = complaints(tmp_path, GOOD.replace("What is a slope?", "\u202e" * 500))
    assert len(found) == 21
    assert found[-1] == "slopes.yaml:25: 480 more such characters follow"


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_of_every_system_are_read(ends: str, tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD.replace("\n", ends).encode()) == []


def test_the_mark_some_editors_put_before_a_text_is_passed_over(tmp_path: Path) -> None:
    assert complaints(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()) == []


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_without_the_c_library_the_same_faults_are_told(
    case: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GOOD.replace(case.old, case.new, 1)
    with_c = complaints(tmp_path, text)
    monkeypatch.setattr(source, "_LOADER", source.yaml.SafeLoader)
    without = complaints(tmp_path, text)
    assert [line.split(": ", 2)[:2] for line in without] == [
        line.split(": ", 2)[:2] for line in with_c
    ] or "not YAML" in with_c[-1]
    assert bool(without)


def test_text_in_brackets_stays_as_it_is_written(tmp_path: Path) -> None:
    text = GOOD.replace("What is a slope?", "'What is A[m][n], [red]red[/red] and [@click=x]y[/]?'")
    (topic,) = loaded(tmp_path, text).topics
    assert topic.cards[0].prompt == "What is A[m][n], [red]red[/red] and [@click=x]y[/]?"


def test_words_that_yaml_takes_for_values_stay_words(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("answer: A rate of change.", "answer: no"))
    from drill.bank.load import load

    (topic,) = load([path], ("power_sum",)).topics
    assert topic.cards[0].answer == "no"
