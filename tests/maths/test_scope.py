"""A name has one canonical spelling, however it was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.maths.errors import Unreadable
from drill.maths.scope import Scope, canonical


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("x", "x"),
        ("w_1", "w1"),
        ("w₁", "w1"),
        ("w_{12}", "w12"),
        ("w_12", "w12"),
        ("θ", "theta"),
        ("\\theta", "theta"),
        ("θ₁", "theta1"),
        ("\\theta_1", "theta1"),
        ("\\varepsilon", "epsilon"),
        ("µ", "mu"),
        ("ŷ", "yhat"),
        ("y\u0302", "yhat"),
        ("y_hat", "yhat"),
        ("\\hat{y}", "yhat"),
        ("ŷ_1", "yhat1"),
        ("\\bar{x}", "xbar"),
        ("x_i", "x_i"),
        ("xᵢ", "x_i"),
        ("w_{ij}", "w_ij"),
        ("wᵢⱼ", "w_ij"),
        ("learning_rate", "learning_rate"),
        ("x_{max}", "x_max"),
        ("\\mathbf{w}_1", "w1"),
        ("a_1_2", "a1_2"),
        ("𝑥", "x"),
        ("∇L", "gradL"),
        (" x ", "x"),
    ],
)
def test_a_name_is_written_one_way(written: str, name: str) -> None:
    assert canonical(written) == name
    assert canonical(name) == name


@pytest.mark.parametrize("text", ["", "1x", "x'", "x+1", "x y", "x_", "f(x)", "_x", "x\u200b"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        canonical(text)


def test_a_scope_keeps_its_names_in_canonical_spelling() -> None:
    assert Scope(("w_1", "θ₁", "ŷ")).variables == ("w1", "theta1", "yhat")


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="xyθσŷ_12₁ᵢhat{}\\", min_size=1, max_size=8))
def test_writing_a_name_canonically_twice_changes_nothing(text: str) -> None:
    try:
        name = canonical(text)
    except Unreadable:
        return
    assert canonical(name) == name
