"""A value is a frozen dataclass that is made when it is first needed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import ClassVar

import pytest

from drill.value import Value, is_record


class Point(Value):
    """A place."""

    KIND: ClassVar[str] = "point"
    x: int
    y: int = 0
    tags: dict[str, int] = field(default_factory=dict)


class Named(Point):
    """A place with a name."""

    name: str = ""


class Unused(Value):
    """Never made."""

    x: int


def test_a_value_has_its_fields_defaults_and_text() -> None:
    assert (Point(1).x, Point(1).y, Point(1).tags) == (1, 0, {})
    assert repr(Point(1, 2)) == "Point(x=1, y=2, tags={})"


def test_values_are_equal_by_class_and_fields() -> None:
    assert Point(1) == Point(1)
    assert Point(1) != Point(2)
    assert Named(1) != Point(1)


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(Point(1), "x", 2)  # noqa: B010 - a plain assignment is refused by the type checker


def test_a_value_missing_a_field_is_refused() -> None:
    with pytest.raises(TypeError, match="'x'"):
        Point()


def test_a_derived_value_has_the_fields_of_both_in_order() -> None:
    one = replace(Named(1), name="origin")
    assert [one_field.name for one_field in fields(one)] == ["x", "y", "tags", "name"]
    assert one.name == "origin"


def test_a_class_is_completed_only_when_it_is_asked_for() -> None:
    assert not is_dataclass(Unused)
    assert is_record(Unused)
    assert is_dataclass(Unused)
    assert not is_record(int)
    assert not is_record(Value)
