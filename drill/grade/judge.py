"""The one door to grading: a part and what was typed in, a verdict out.

Equality, form and mistakes are judged in that order. A wrong answer is matched against the
mistakes wired to the exercise; anything cleverer about mistakes lies elsewhere. Nothing raises:
what cannot be read or decided is a verdict too, and counts neither way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drill.grade.compare import compare
from drill.grade.part import AnswerType, Part
from drill.grade.plain_answers import judge_choice, judge_ordering, judge_text
from drill.grade.prove import Proof, prove
from drill.grade.typed_answers import Question, equals, judge_typed, question, truth_tree
from drill.grade.verdict import Judgement, Mistake, Verdict
from drill.maths.errors import MathsError, Unreadable
from drill.maths.read import answer_side, read
from drill.maths.scope import Scope
from drill.maths.tree import Equation, Node
