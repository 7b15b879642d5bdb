"""What a bank looks like, once: the checker reads it, and so does the JSON Schema for editors.

A key is added to the format by adding it to a table here. Which keys go with which kind of card is
`KINDS`. Nothing here reads a file or builds a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drill.bank.model import Asks, Kind, Seniority
from drill.bank.sorts import (
    Entry,
    Figure,
    Flag,
    Interval,
    Key,
    ListOf,
    MapOf,
    OneOf,
    Option,
    Prose,
    Text,
    Typed,
    needed,
)
from drill.grade.part import AnswerType

# --- the pieces ----------------------------------------------------------------------------------

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ITEM_ID = Text(
    rf"{SLUG}(?:\.{SLUG})+", "an id such as `chain-rule.statement`: lower case, digits, `-`", 100
)
POINT_ID = Text(SLUG, "a short id such as `kp1`: lower case, digits, `-`", 60)
TOPIC = Text(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", "the file's name, such as `chain_rule`", 60)
FAMILY = Text(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", "an exercise family, such as `power_sum`", 60)
FACT = Text(r"[A-Z]{1,4}\d{1,3}", "a fact id such as `CR03`", 12)
NAME = Text(says="a variable name, such as `x` or `w1`", longest=40)
CUE = Text(says="a word, a phrase or the beginning of a word", longest=120)

PRIMER = Entry(
    "primer",
    MappingProxyType(
        {
            "why": needed(Prose(), "why anybody needs it"),
            "intuition": needed(Prose(), "a picture to think with"),
            "explanation": needed(Prose(), "the thing itself, with a worked example"),
        }
    ),
)
CONCEPT = Entry(
    "concept",
    MappingProxyType(
        {
            "id": needed(ITEM_ID, "its name for ever, `<topic>.<name>`"),
            "title": needed(Text(), "a short title"),
            "requires": Key(ListOf(ITEM_ID), note="concepts to learn first"),
            "encompasses": Key(
                MapOf(ITEM_ID, Figure(0, 1, above=True), "{derivatives.rules: 0.5}"),
                note="concepts this one practises, each with the share of it they are",
            ),
            "primer": needed(PRIMER, "the page to read before its first card"),
        }
    ),
)
KEY_POINT = Entry(
    "key point",
    MappingProxyType(
        {
            "id": needed(POINT_ID, "its name within the card"),
            "text": needed(Prose(600), "what a good answer says"),
            "must": Key(Flag(), note="no answer is good without it"),
            "weight": Key(Figure(0, 10, above=True), note="how much it counts; 1 if not given"),
            "cues": Key(
                ListOf(ListOf(CUE, 1), example="[[slope, rate of change], [point]]"),
                note="groups of words; the point is met where every group has one that occurs",
            ),
            "not": Key(
                ListOf(CUE),
                note="words that contradict the point; `...` joins two pieces of one clause",
            ),
            "reveals": Key(POINT_ID, note="the misconception a contradiction shows"),
        }
    ),
)
FOLLOW_UP = Entry(
    "follow-up",
    MappingProxyType(
        {
            "prompt": needed(Prose(2000), "the question"),
            "answer": needed(Prose(4000), "its answer"),
            "missed": Key(POINT_ID, note="the key point after whose miss it is asked first"),
        }
    ),
)
CHOICE = Entry(
    "choice",
    MappingProxyType(
        {
            "text": needed(Prose(600), "what is offered"),
            "correct": Key(Flag(), note="true for exactly one"),
            "why": needed(Prose(1000), "why it is right or wrong"),
        }
    ),
)
RANGES = MapOf(NAME, Interval(), '{x: "> 0"}')
_GRADED = ("expression", "vector", "matrix", "set", "number", "shape", "text", "derivation")
RESPONSE = Entry(
    "response",
    MappingProxyType(
        {
            "type": needed(Option(_GRADED), "how the answer is typed and graded"),
            "truth": Key(Typed(), note="the right answer in typed form; not for `text`"),
            "accept": Key(ListOf(Text(), 1), note="the accepted words; for `text` only"),
            "variables": Key(ListOf(NAME), note="the variables an answer may use"),
            "domain": Key(RANGES, note="where they are meant; any real if not given"),
            "tolerance": Key(Figure(0, 0.5), note="relative error allowed; for `number`"),
            "form": Key(
                Option(("simplified", "factored", "expanded")), note="a form asked for as well"
            ),
            "label": Key(Prose(100), note="what the field is called, such as `$f'(x)$`"),
            "of": Key(Typed(), note="what is differentiated; for `derivation`, as all below"),
            "wrt": Key(NAME, note="by which variable"),
            "lines": Key(
                ListOf(Text(), 1, example='["4*(3*x+1)^3*d/dx(3*x+1)", "= 12*(3*x+1)^3"]'),
                note="a derivation that is right, a line each, as one would type it",
            ),
            "function": Key(NAME, note="what is differentiated is called this; f if not given"),
            "definitions": Key(
                MapOf(NAME, Typed(), '{p: "sigmoid(z)"}'),
                note="intermediate quantities, each in terms of earlier ones",
            ),
            "goals": Key(ListOf(Typed(), 1), note="the forms that end it; any if not given"),
            "least": Key(Figure(1, 20, whole=True), note="lines of one's own that are asked for"),
        }
    ),
)

# --- claims that a machine proves ----------------------------------------------------------------

_PAIR = ListOf(Typed(), 2, 2, '["sigmoid(-x)", "1 - sigmoid(x)"]')
_POINT = MapOf(NAME, Typed())
_WHERE = Key(RANGES, note="the domain it holds on; any real if not given")
_IS = needed(Typed(), "what it is")
_WRT = needed(ListOf(NAME, 1, 4, "[x, y]", single=True), "the variables, in order")
_TOLERANCE = Key(Figure(0, 0.5), note="relative error allowed; exact if not given")


def _claim(name: str, keys: Mapping[str, Key]) -> Entry:
    return Entry(f"`{name}` claim", MappingProxyType(dict(keys)))


CLAIM = OneOf(
    "claim",
    MappingProxyType(
        {
            **{
                name: _claim(name, {name: needed(Typed()), "wrt": _WRT, "is": _IS, "where": _WHERE})
                for name in ("derivative", "gradient", "hessian")
            },
            "equal": _claim("equal", {"equal": needed(_PAIR), "where": _WHERE}),
            "differs": _claim(
                "differs",
                {"differs": needed(_PAIR), "at": needed(_POINT), "where": _WHERE},
            ),
            "at_most": _claim("at_most", {"at_most": needed(_PAIR), "where": _WHERE}),
            "value": _claim(
                "value",
                {
                    "value": needed(Typed()),
                    "at": Key(_POINT, note="the variables' values"),
                    "is": _IS,
                    "tolerance": _TOLERANCE,
                },
            ),
            "limit": _claim(
                "limit",
                {
                    "limit": needed(Typed()),
                    "of": needed(NAME, "the variable"),
                    "to": needed(Typed(), "where it goes"),
                    "from": Key(Option(("above", "below")), note="a one-sided limit"),
                    "is": _IS,
                    "where": _WHERE,
                },
            ),
        }
    ),
)
"""Each claim by the key that names it."""

# --- cards ---------------------------------------------------------------------------------------

_CARD_KEYS: dict[str, Key] = {
    "id": needed(ITEM_ID, "its name for ever, unique in the subject"),
    "concept": needed(ITEM_ID, "the concept it belongs to"),
    "kind": needed(Option(tuple(kind.value for kind in Kind)), "what it asks for"),
    "level": needed(Option(tuple(level.value for level in Seniority)), "the interview level"),
    "asks": Key(
        ListOf(Option(tuple(one.value for one in Asks)), most=4), note="interview slots it suits"
    ),
    "prompt": needed(Prose(4000), "the question"),
    "answer": needed(Prose(6000), "the model answer; fits a screen"),
    "covers": Key(ListOf(FACT), note="the facts it tests, one id each"),
    "hints": Key(ListOf(Prose(600), most=3), note="from a nudge to the first step"),
    "response": Key(RESPONSE, note="where the answer is typed and graded"),
    "choices": Key(ListOf(CHOICE, 3, 5), note="what is offered; exactly one is correct"),
    "lines": Key(ListOf(Prose(400), 3, 9), note="in the right order; shown shuffled"),
    "key_points": Key(ListOf(KEY_POINT, 2, 7), note="what a good answer says"),
    "as_stated": Key(Prose(1000), note="the sentence as people say it"),
    "precise": Key(Prose(2000), note="the precise statement"),
    "follow_ups": Key(ListOf(FOLLOW_UP, most=6), note="questions that deepen"),
    "formerly": Key(ListOf(ITEM_ID), note="ids the card had before"),
    "check": Key(ListOf(CLAIM, most=30), note="claims a machine proves"),
}
CARD = Entry("card", MappingProxyType(_CARD_KEYS))


@dataclass(frozen=True, slots=True)
class KindRule:
    """Which keys a kind of card must have, and which of the special ones it may have."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    points: int = 2
    """How few key points it may have, where it has any."""


KINDS: Mapping[Kind, KindRule] = MappingProxyType(
    {
        Kind.RECALL: KindRule(("key_points",)),
        Kind.CLOZE: KindRule(("response",)),
        Kind.CHOICE: KindRule(("choices",)),
        Kind.COMPARE: KindRule(("key_points",)),
        Kind.EXPLAIN: KindRule(("key_points",), points=3),
        Kind.ORDER: KindRule(("lines",)),
        Kind.NUMERIC: KindRule(("response",)),
        Kind.DERIVE: KindRule((), ("response", "key_points")),
        Kind.OVERCLAIM: KindRule(("as_stated", "precise", "key_points")),
    }
)
SPECIAL_KEYS = ("response", "choices", "lines", "key_points", "as_stated", "precise")
"""The keys that belong to some kinds only."""

EXERCISE = Entry(
    "exercise",
    MappingProxyType(
        {
            "family": needed(FAMILY, "the generator"),
            "concept": needed(ITEM_ID, "the concept it drills"),
            "levels": needed(
                ListOf(Figure(1, 5, whole=True), 1, 5, "[1, 2, 3]"), "the levels in use"
            ),
            "covers": Key(ListOf(FACT), note="the facts it tests, one id each"),
        }
    ),
)
BANK = Entry(
    "bank",
    MappingProxyType(
        {
            "topic": needed(TOPIC, "the file's name without `.yaml`"),
            "order": Key(Figure(0, 10_000, whole=True), note="its place among the topics"),
            "title": needed(Text(), "the topic's title"),
            "primer": needed(PRIMER, "the page the topic begins with"),
            "concepts": needed(
                ListOf(CONCEPT, 1, 100, "a list of `- id: …`"), "what there is to learn"
            ),
            "cards": needed(ListOf(CARD, 0, 1000, "a list of `- id: …`"), "the fixed questions"),
            "exercises": Key(
                ListOf(EXERCISE, 0, 100, "a list of `- {family: …}`"), note="the generated ones"
            ),
        }
    ),
)
FACT_KINDS = (
    *("fact", "explanation", "formula", "procedure", "comparison", "pitfall", "question"),
    "correction",
)
FACT_ENTRY = Entry(
    "fact",
    MappingProxyType(
        {
            "id": needed(FACT, "its name for ever, which `covers` uses"),
            "topic": needed(TOPIC, "the topic it belongs to"),
            "kind": needed(Option(FACT_KINDS), "what sort of thing it is"),
            "text": needed(Text(longest=600), "the fact in a sentence"),
        }
    ),
)
FACTS = Entry(
    "inventory",
    MappingProxyType(
        {"facts": needed(ListOf(FACT_ENTRY, 1, 2000, "a list of `- {id: …}`"), "what to test")}
    ),
)
ANSWER_TYPES = MappingProxyType({word: AnswerType(word) for word in _GRADED})
