"""Where banks are found, and how checked ones are kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sample_bank import FAMILIES, GOOD, other_topic, write

from drill.bank import cache, find, stored
from drill.bank.cache import open_library
from drill.bank.library import open_banks
from drill.bank.load import load
from drill.bank.model import Card, Library, Topic
from drill.exercise.registry import places


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "drill"
    folder.mkdir(parents=True)
    return folder


def test_banks_are_found_inside_the_package_as_a_wheel_has_them(package: Path) -> None:
    inside = package / "_content" / "calculus"
    inside.mkdir(parents=True)
    path = write(inside, GOOD)
    assert find.find_banks(package=package).paths == (path,)


def test_banks_are_found_beside_the_package_as_a_checkout_has_them(package: Path) -> None:
    beside = package.parent / "content" / "calculus"
    beside.mkdir(parents=True)
    path = write(beside, GOOD)
    assert find.find_banks(package=package).paths == (path,)


def test_an_installation_without_banks_says_so(package: Path) -> None:
    (problem,) = find.find_banks(package=package).problems
    assert problem.message == "drill's own banks are missing; reinstall"


def test_folders_of_ones_own_are_searched_with_all_they_hold(package: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "deep" / "er").mkdir(parents=True)
    shipped = package / "_content"
    shipped.mkdir()
    paths = [
        write(shipped, GOOD),
        write(mine, other_topic("apples"), "apples.yaml"),
        write(mine / "deep" / "er", other_topic("pears"), "pears.yml"),
    ]
    write(mine, "no bank", "notes.txt")
    found = find.find_banks([mine], package)
    assert list(found.paths) == paths
    assert found.problems == ()


def test_a_single_file_may_be_named(package: Path, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert path in find.find_banks([path], package).paths


def test_a_folder_that_is_not_there_or_holds_nothing_is_a_problem(
    package: Path, tmp_path: Path
) -> None:
    (package / "_content").mkdir()
    write(package / "_content", GOOD)
    (tmp_path / "empty").mkdir()
    found = find.find_banks([tmp_path / "none", tmp_path / "empty"], package)
    assert [problem.message for problem in found.problems] == [
        "there is no such folder; check `--content`",
        "no `.yaml` file is in this folder",
    ]
    assert len(found.paths) == 1


def test_a_folder_with_far_too_many_files_is_refused(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "MOST_FILES", 2)
    for name in "abc":
        write(tmp_path, "", f"{name}.yaml")
    found = find.find_banks([tmp_path], package)
    assert "more than 2 banks" in found.problems[-1].message
    assert found.paths == ()


# --- the cache ------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write(tmp_path, GOOD)


def opened(bank: Path, kept: Path | None, version: str = "1") -> Library:
    return open_library([bank], FAMILIES, version, kept)


def only_file(kept: Path) -> Path:
    (path,) = kept.iterdir()
    return path


def test_what_comes_from_the_cache_equals_what_was_read(bank: Path, kept: Path) -> None:
    first = opened(bank, kept)
    assert first == load([bank], FAMILIES)
    again = opened(bank, kept)
    assert again == first
    assert again.topics[0].cards[1].checks == first.topics[0].cards[1].checks
    assert isinstance(again.topics[0].cards[1].checks[2]["equal"], tuple)


def test_problems_are_kept_as_well(tmp_path: Path, kept: Path) -> None:
    bank = write(tmp_path, GOOD.replace("kind: recall", "kind: recal"))
    assert opened(bank, kept) == opened(bank, kept)
    assert opened(bank, kept).problems


def test_nothing_is_read_again_where_the_cache_holds_it(
    bank: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(bank, kept)

    def never(*_: object) -> Library:
        raise AssertionError("read again")

    monkeypatch.setattr("drill.bank.load.load", never)
    assert opened(bank, kept) == first


def test_an_edit_is_seen(bank: Path, kept: Path) -> None:
    opened(bank, kept)
    write(bank.parent, GOOD.replace("title: Slopes", "title: Hills"))
    assert opened(bank, kept).topics[0].title == "Hills"


def test_another_version_or_other_families_read_anew(bank: Path, kept: Path) -> None:
    opened(bank, kept)
    before = only_file(kept).read_bytes()
    opened(bank, kept, version="2")
    after = only_file(kept).read_bytes()
    assert before != after
    assert open_library([bank], ("other",), "2", kept).problems


@pytest.mark.parametrize("end", [0, 10, 200, -1])
def test_a_corrupt_cache_is_made_anew(bank: Path, kept: Path, end: int) -> None:
    first = opened(bank, kept)
    path = only_file(kept)
    whole = path.read_bytes()
    path.write_bytes(whole[:end])
    assert opened(bank, kept) == first
    assert path.read_bytes() == whole


def test_a_cache_with_one_letter_changed_is_not_believed(bank: Path, kept: Path) -> None:
    first = opened(bank, kept)
    path = only_file(kept)
    path.write_bytes(path.read_bytes().replace(b"Differentiable", b"Differentiabel"))
    assert opened(bank, kept) == first


def test_a_cache_of_another_shape_is_made_anew(bank: Path, kept: Path) -> None:
    first = opened(bank, kept)
    path = only_file(kept)
    stamp, key, _, _ = path.read_bytes().split(b"\n", 3)
    for body in (b"[]", b"[[1], []]", b"{}", b"null", b'[[["x"]], []]'):
        path.write_bytes(b"\n".join((stamp, key, cache._checksum(body), body)))
        assert opened(bank, kept) == first


def test_a_folder_that_cannot_be_written_is_done_without(bank: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert opened(bank, blocked / "cache") == opened(bank, None)


def test_a_failed_write_leaves_nothing_behind(
    bank: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert opened(bank, kept).topics
    assert list(kept.iterdir()) == []


def test_a_file_that_cannot_be_read_is_a_problem_also_with_a_cache(
    tmp_path: Path, kept: Path
) -> None:
    missing = tmp_path / "none.yaml"
    for _ in range(2):
        (problem,) = opened(missing, kept).problems
        assert problem.file == str(missing)


def test_two_sets_of_banks_do_not_drive_each_other_out(bank: Path, kept: Path) -> None:
    other = write(bank.parent, other_topic("apples"), "apples.yaml")
    opened(bank, kept)
    opened(other, kept)
    assert len(list(kept.iterdir())) == 2


def test_a_field_of_another_type_is_not_stored_in_silence() -> None:
    with pytest.raises(TypeError, match="is not stored"):
        stored.pack({1, 2})


def test_unpacking_gives_back_every_type_of_the_model(bank: Path) -> None:
    library = load([bank], FAMILIES)
    again = stored.unpack(Library, json.loads(json.dumps(stored.pack(library))))
    assert again == library
    assert isinstance(again.topics[0], Topic)
    assert all(isinstance(card, Card) for card in again.topics[0].cards)


def test_with_a_cache_neither_yaml_nor_the_checker_is_loaded(bank: Path, kept: Path) -> None:
    opened(bank, kept)
    program = (
        "import sys; from pathlib import Path; from drill.bank.cache import open_library;"
        f"found = open_library([Path({str(bank)!r})], {FAMILIES!r}, '1', Path({str(kept)!r}));"
        "assert found.topics;"
        "print([name for name in ('yaml', 'drill.bank.load', 'sympy', 'numpy', 'textual',"
        " 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- what ships -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_banks((), tuple(places()), "test", None)


def test_the_shipped_banks_are_without_fault(shipped: Library) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_the_shipped_topics_come_in_the_order_they_are_taught(shipped: Library) -> None:
    assert [topic.id for topic in shipped.topics] == [
        "derivatives",
        "partial_derivatives",
        "chain_rule",
        "gradient",
        "gradient_descent",
        "backpropagation",
        "convexity",
    ]


def test_every_shipped_topic_has_ten_cards_of_three_kinds(shipped: Library) -> None:
    for topic in shipped.topics:
        assert len(topic.cards) >= 10
        assert len({card.kind for card in topic.cards}) >= 3


def test_the_shipped_banks_read_the_same_without_the_c_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from drill.bank import source

    reports: list[tuple[int, str]] = []
    for path in find.find_banks().paths[:2]:
        text = path.read_text(encoding="utf-8")
        with_c = source.read_nodes(text, lambda *seen: reports.append(seen))
        with monkeypatch.context() as patch:
            patch.setattr(source, "_LOADER", source.yaml.SafeLoader)
            assert source.read_nodes(text, lambda *seen: reports.append(seen)) == with_c
    assert reports == []


def test_a_place_that_is_neither_a_folder_nor_a_file_is_said_to_be_so(package: Path) -> None:
    found = find.find_banks([Path("/dev/null")], package)
    assert [one.message for one in found.problems if one.file == "/dev/null"] == [
        "this is neither a folder nor a file"
    ]
