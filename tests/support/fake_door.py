"""A door whose replies a test decides, and prompts to show through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from drill.service.messages import (
    Block,
    Envelope,
    Feedback,
    GetHome,
    Home,
    MistakeLine,
    OfferedChoice,
    PointLine,
    Prompt,
    PromptPart,
    Reply,
    Request,
    Revealed,
    SolutionStep,
    StartPractice,
    TopicLine,
)
from drill.tui.app import DrillApp
from drill.tui.door import Hear
from drill.tui.looks import Looks

INTERVALS = (600, 86400, 345600, 777600)
EXERCISE = Prompt(
    1,
    "exercise/chain_two_layer",
    "exercise",
    "Differentiate with respect to x. f(x) = (3 x + 1)^4",
    (PromptPart("a", "expression", ("x",), "f′(x)"),),
    23,
    "chain_two_layer",
    2,
    "7",
    hints=3,
    view=(Block("display", ((("f(x) = (3x + 1)⁴", "maths"),),)),),
)
CHOICE = Prompt(
    1,
    "derivatives.flat",
    "choice",
    "What does f'(x) = 0 mean?",
    (
        PromptPart(
            "a",
            "choice",
            choices=(OfferedChoice("a", "a minimum"), OfferedChoice("b", "flat there")),
        ),
    ),
    3,
)
TOLD = Prompt(1, "derivatives.what", "explain", "What is a derivative?", (), 3, points=2)
WRONG = Feedback(
    1,
    "wrong",
    "numbers",
    "at x = 1 yours is 256, the derivative is 768",
    (MistakeLine("inner-derivative-missing", "Inner derivative missing", "Multiply by u′."),),
    truth="12*(3*x+1)^3",
    solution=(SolutionStep("multiply", "12 (3 x + 1)^3"),),
    suggested_rating=1,
    intervals=INTERVALS,
)
CORRECT = Feedback(1, "correct", "identity", suggested_rating=3, intervals=INTERVALS)
REVEALED = Revealed(1, "12 (3 x + 1)^3", suggested_rating=1, intervals=INTERVALS)
POINTS = Revealed(
    1,
    "The slope at a point.",
    (PointLine("kp1", "slope", "slope"), PointLine("kp2", "at a point")),
    suggested_rating=2,
    intervals=INTERVALS,
)
HOME = Home(
    "Mon 23 Nov",
    24,
    6,
    14,
    (
        TopicLine("derivatives", "Derivatives", 0.94, 3, 0),
        TopicLine("gradient_descent", "Gradient descent and optimisers", 0.5, 3, 4),
        TopicLine("convexity", "Convexity", None, 0, 0, "Gradient"),
    ),
    (1, 3, 5, 5, 2, 6, 7, 5, 5, 6, 0, 3, 7, 6),
)

Answers = Callable[[Request], Iterable[Reply]]


class FakeDoor:
    """Answers at once with what the test says, and remembers what it was asked."""

    def __init__(self, answers: Answers, first: Request) -> None:
        self._first = first
        self.sent: list[Request] = []
        self.closed = False
        self._answers = answers
        self._hear: Hear = lambda _envelope: None

    def listen(self, hear: Hear) -> None:
        """Hear, beginning with the replies to what the core was started with."""
        self._hear = hear
        for reply in self._answers(self._first):
            hear(Envelope(reply))

    def send(self, request: Request, request_id: str = "") -> bool:
        self.sent.append(request)
        for reply in self._answers(request):
            self._hear(Envelope(reply, request_id))
        return True

    def say(self, reply: Reply) -> None:
        self._hear(Envelope(reply))

    def close(self) -> None:
        self.closed = True

    def asked(self, kind: type[Request]) -> list[Request]:
        return [request for request in self.sent if isinstance(request, kind)]


def open_app(
    replies: dict[type[Request], Reply | Answers],
    first: Request | None = None,
    looks: Looks | None = None,
) -> tuple[DrillApp, FakeDoor]:
    """Make an app at home or in practice, whose core answers with `replies`."""

    def answers(request: Request) -> Iterable[Reply]:
        if isinstance(request, GetHome) and GetHome not in replies:
            return [HOME]
        found = replies.get(type(request))
        if found is None:
            return []
        return found(request) if callable(found) else [found]

    begun = first or StartPractice()
    door = FakeDoor(answers, begun)
    app = DrillApp(door, begun, looks or Looks(confidence=False), lambda: door)
    return app, door


def shown(app: DrillApp) -> str:
    """Read what stands on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)
