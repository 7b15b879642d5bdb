"""Hostile answers are graded or refused, quickly and in little memory; nothing of them is run."""

import json
import subprocess
import sys

import pytest

from drill.grade.pair import Source, judge_pair
from drill.grade.verdict import Judgement

HOSTILE = {
    "a tower": "9^9^9^9",
    "a bracketed tower": "9^(9^(9^9))",
    "a huge factorial": "factorial(10^8)",
    "a factorial beyond reason": "(10^40)!",
    "factorials of factorials": "((((x!)!)!)!)!",
    "a large power of a sum": "(x+y+1)^300",
    "powers of powers": "((((x^99)^99)^99)^99)^99",
    "a product of powers": "*".join(f"(x+{i})^50" for i in range(8)),
    "many sines and cosines": "*".join(f"sin({i}x)*cos({i}x)" for i in range(1, 13)),
    "nested functions": "sin(" * 90 + "x" + ")" * 90,
    "five hundred nested functions": "sin(" * 500 + "x" + ")" * 500,
    "three thousand brackets": "(" * 3000 + "x" + ")" * 3000,
    "a hundred thousand digits": "9" * 100_000,
    "a tower of letters": "x^" * 60 + "x",
    "a tower of exponentials": "e^" * 60 + "x",
    "a long sum": "+".join(f"x^{i}" for i in range(1, 300)),
    "a long sum of sines": "+".join(f"sin({i}x)" for i in range(1, 200)),
    "a continued fraction": "1/(1+" * 60 + "x" + ")" * 60,
    "a tiny base to a huge power": "(1+10^(-300))^(10^300)",
    "the sine of a huge number": "sin(9^9^9)",
    "the floor of a huge number": "floor(10^(10^10))",
    "powers in exponents": "(x^x)^(x^x)^(x^x)",
    "a hundred alternatives": "max(" + ",".join(f"x-{i}" for i in range(100)) + ")",
    "nested bars": "|" * 41 + "x" + "|" * 41,
    "nested roots": "sqrt(" * 80 + "x" + ")" * 80,
    "nested logarithms": "ln(" * 40 + "x" + ")" * 40,
    "nothing over nothing": "0/0",
    "nothing to the power of nothing": "0^0",
    "infinity less infinity": "inf-inf",
    "a large softmax": "softmax((" + ",".join(f"x^{i}" for i in range(2, 60)) + "))",
    "a matrix to a power": "[[1,2],[3,x]]^16",
    "a large matrix to a power": "["
    + ",".join("[" + ",".join(f"x+{i + j}" for j in range(12)) + "]" for i in range(12))
    + "]^16",
    "a large diagonal": "diag(" + ",".join("x" for _ in range(60)) + ")",
    "a large set": "{" + ",".join(f"x+{i}" for i in range(60)) + "}",
    "a root of a huge index": "root(10^50, x)",
    "an overflow": "exp(exp(1e300))",
    "an underflow": "exp(-exp(exp(100)))",
    "a sigmoid of an overflow": "sigmoid(-exp(1e300))",
    "letters only": "a" * 3000,
    "code": "__import__('os').system('id')",
    "more code": "().__class__.__base__.__subclasses__()",
    "a statement": "x;import os",
    "an escape": "\x1b[31mx",
    "an override of direction": "x\u202ey",
    "a wide letter": "\uff58+2",
    "a zero byte": "x\x00",
    "a surrogate": "x\ud800",
    "a letter of another alphabet": "\u0430+1",
    "digits of another alphabet": "\u0663x",
    "a mark over a letter": "x\u0301+1",
    "a zero width joiner": "x\u200d+1",
    "a title for the terminal": "\x1b]0;x\x07x+1",
    "not a number": "NaN",
    "infinities that cancel": "inf/inf",
    "a format": "%s%n{0.__class__}",
    "a macro": "\\def\\x{\\x\\x}\\x",
    "a lambda": "lambda x: x+1",
    "a hundred thousand brackets": "[" * 100_000,
    "a hundred thousand letters": "x" * 100_000,
    "poles without end": "+".join(f"1/(x-{i})" for i in range(1, 150)),
    "bends without end": "*".join(f"|x-{i}|" for i in range(60)),
    "a wide matrix": "[" + ",".join(["[" + ",".join(["x"] * 30) + "]"] * 30) + "]",
    "a power of seven thousand digits": "2**22222*x",
    "a product of long powers": "*".join(["9^19"] * 60) + "*x",
    "a sigmoid that is 1 in floats": "ln(sigmoid(50*x))",
}


@pytest.mark.parametrize("about", HOSTILE)
def test_a_hostile_answer_gets_a_verdict_and_no_escape_comes_back(about: str) -> None:
    for expected, given in (("x+1", HOSTILE[about]), (HOSTILE[about], "x+1")):
        verdict = judge_pair(expected, given)
        assert verdict.judgement in Judgement
        assert verdict.judgement is not Judgement.CORRECT
        assert all(sign.isprintable() for sign in verdict.message)


@pytest.mark.parametrize("about", HOSTILE)
def test_a_hostile_derivative_is_named_or_not_but_never_stops_the_grader(about: str) -> None:
    for of, given in (("(3*x+1)^4", HOSTILE[about]), (HOSTILE[about], "x+1")):
        verdict = judge_pair("", given, ("x", "y"), source=Source(of, ("x",)))
        assert verdict.judgement in Judgement
        assert all(sign.isprintable() for sign in verdict.message)


def test_hostile_answers_stay_within_the_workers_memory() -> None:
    script = (
        "import json, sys\n"
        "from drill.worker import limit_memory\n"
        "limit_memory()\n"
        "from drill.grade.pair import judge_pair\n"
        "for text in json.loads(sys.stdin.read()):\n"
        "    judge_pair('x+1', text)\n"
        "    judge_pair(text, text + '+1')\n"
        "print('done')\n"
    )
    texts = [text for text in HOSTILE.values() if "\ud800" not in text]
    found = subprocess.run(
        [sys.executable, "-P", "-c", script],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == "done\n", found.stderr
