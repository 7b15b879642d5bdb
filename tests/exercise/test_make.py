"""From family, level and seed to an exercise, the same for ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from drill.exercise.contract import FEW, Step
from drill.exercise.draft import Draft, Evidence, Refused
from drill.exercise.family import Family, levels, shares
from drill.exercise.make import NoExercise, NoSuchLevel, make, make_counted
from drill.exercise.pick import Pick
from drill.exercise.registry import NoSuchFamily, families, find, places, skills
from drill.exercise.truths import given
from drill.grade.part import AnswerType, Part


def doubled(size: int) -> Draft:
    """Ask for twice a number."""
    return Draft(
        prompt=f"Double ${size}$.",
        parts=(Part("a", AnswerType.NUMBER, str(2 * size)),),
        evidence=(Evidence("a", given(2.0 * size), given(float(size + size))),),
        hints=("Add it to itself.", "Twice."),
        solution=(Step("add", f"${size} + {size}$"), Step("answer", f"${2 * size}$")),
    )


class Doubling(Family):
    """Double a number; refuses the odd ones."""

    name = "doubling"
    topic = "derivatives"
    title = "Double a number"
    instances = levels(20)

    def draw(self, level: int, pick: Pick) -> Draft:
        size = pick.integer(1, 40)
        if size % 2:
            raise Refused("odd")
        return doubled(size)


class Picky(Doubling):
    """Has some eight thousand pairs of numbers to add, and refuses each tenth of them."""

    name = "picky"
    instances = levels(90 * 90)

    def draw(self, level: int, pick: Pick) -> Draft:
        size, other = pick.integer(1, 90), pick.integer(1, 90)
        if (size + other) % 10 == 7:
            raise Refused("a seven")
        return replace(doubled(size), prompt=f"Double ${size}$; never mind ${other}$.")


class Hopeless(Doubling):
    """Refuses everything."""

    name = "hopeless"

    def draw(self, level: int, pick: Pick) -> Draft:
        raise Refused("never good enough")


def test_an_exercise_replays_from_its_seed_in_another_process() -> None:
    here = make("chain_two_layer", 2, "41").prompt
    code = "from drill.exercise.make import make; print(make('chain_two_layer', 2, '41').prompt)"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here.strip()


def test_a_refused_instance_gives_way_to_another_and_is_counted() -> None:
    made = [make_counted(Doubling(), 1, str(seed)) for seed in range(20)]
    assert all(int(exercise.parts[0].truth) % 4 == 0 for exercise, _ in made)
    assert sum(refused["odd"] for _, refused in made) > 0


def test_a_thousand_seeds_differ_although_each_tenth_instance_is_refused() -> None:
    made = [make_counted(Picky(), 1, str(seed)) for seed in range(1000)]
    assert len({exercise.prompt for exercise, _ in made}) == 1000
    assert sum(refused.total() for _, refused in made) > 50


def test_a_refused_instance_of_a_tiny_level_finds_the_good_one() -> None:
    class Tiny(Doubling):
        """Has three numbers, of which one is good."""

        name = "tiny"
        instances = levels(3)

        def draw(self, level: int, pick: Pick) -> Draft:
            size = pick.integer(1, 3)
            if size != 2:
                raise Refused("not 2")
            return doubled(size)

    assert {make_counted(Tiny(), 1, str(seed))[0].prompt for seed in range(6)} == {"Double $2$."}


def test_a_new_version_of_a_family_deals_its_instances_anew() -> None:
    class Newer(Doubling):
        """The same with another number."""

        version = 2

    old = [make_counted(Doubling(), 1, str(seed))[0].prompt for seed in range(20)]
    new = [make_counted(Newer(), 1, str(seed))[0].prompt for seed in range(20)]
    assert old != new


def test_an_exercise_carries_where_it_came_from() -> None:
    exercise = make("power_sum", 3, "monday")
    assert (exercise.family, exercise.level, exercise.seed) == ("power_sum", 3, "monday")
    assert exercise.version == find("power_sum").version


def test_the_last_hint_is_the_first_line_of_the_solution() -> None:
    exercise, _ = make_counted(Doubling(), 1, "3")
    assert exercise.hints[-1] == exercise.solution[0].text


def test_an_unknown_family_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(NoSuchFamily, match="did you mean power_sum"):
        make("power_sums", 1, "1")
    with pytest.raises(NoSuchFamily, match="exercise --list"):
        make("zzz", 1, "1")


def test_an_unknown_level_is_refused_with_the_levels_there_are() -> None:
    with pytest.raises(NoSuchLevel, match="power_sum has no level 9; it has 1, 2, 3, 4, 5"):
        make("power_sum", 9, "1")


def test_a_family_that_refuses_everything_says_why() -> None:
    with pytest.raises(NoExercise, match="never good enough"):
        make_counted(Hopeless(), 1, "1")


def test_the_facts_of_all_families_need_neither_sympy_nor_numpy() -> None:
    code = (
        "import sys; from drill.exercise.registry import skills; print(len(skills()));"
        "print(sorted({'sympy', 'numpy', 'flint', 'mpmath', 'textual', 'yaml', 'sqlalchemy'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == [str(len(places())), "[]"]


def test_finding_one_family_does_not_load_the_others() -> None:
    code = (
        "import sys; from drill.exercise.registry import find; find('power_sum');"
        "print('drill.exercise.chain_rule.chain_deep' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_skill_says_what_the_family_says() -> None:
    for skill, family in zip(skills(), families().values(), strict=True):
        assert skill.family == family.name
        assert skill.levels == tuple(family.instances)
        assert isinstance(skill.instances, Mapping)


def test_levels_and_shares_are_read_only() -> None:
    assert dict(levels(3, 4)) == {1: 3, 2: 4}
    assert dict(shares(power_sum=0.5)) == {"power_sum": 0.5}


def test_an_exercise_of_a_tiny_level_says_how_many_there_are() -> None:
    tiny = make("activation_derivative", 1, "3")
    assert tiny.among == find("activation_derivative").instances[1] <= FEW
    assert make("power_sum", 2, "3").among == 0
