"""Finds the families by their files; loads neither sympy nor numpy.

A family called `power_sum` lives in `<topic>/power_sum.py` of this package, as `FAMILY`. Files
that begin with an underscore hold what the families of a topic share.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

from drill.exercise.topics import TOPICS

if TYPE_CHECKING:
    from drill.exercise.contract import Skill
    from drill.exercise.family import Family

PACKAGE = "drill.exercise"
NAMES_SHOWN = 5


class NoSuchFamily(LookupError):  # noqa: N818 - reads as what happened
    """No family has this name; the text offers the nearest."""


@cache
def places() -> Mapping[str, str]:
    """Give the module of every family by its name, in teaching order; imports none of them."""
    found: dict[str, str] = {}
    for topic in TOPICS:
        package = import_module(f"{PACKAGE}.{topic}")
        for module in iter_modules(package.__path__):
            if not module.name.startswith("_"):
                found[module.name] = f"{PACKAGE}.{topic}.{module.name}"
    return MappingProxyType(found)


@cache
def find(name: str) -> Family:
    """Load one family by its name; raise `NoSuchFamily`."""
    module = places().get(name)
    if module is None:
        from difflib import get_close_matches

        near = get_close_matches(name, places(), NAMES_SHOWN, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "see drill exercise --list"
        raise NoSuchFamily(f"there is no exercise family {name!r}; {hint}")
    from drill.exercise.family import Family

    family = import_module(module).FAMILY
    if not isinstance(family, Family) or family.name != name:
        raise TypeError(f"{module}.FAMILY is not the family {name!r}")
    return family


@cache
def families() -> Mapping[str, Family]:
    """Load every family, by name and in teaching order."""
    return MappingProxyType({name: find(name) for name in places()})


def skills() -> tuple[Skill, ...]:
    """List the facts of every family: topic, levels, instances, prerequisites."""
    return tuple(family.skill for family in families().values())
