"""Time how long the shipped banks take to read and check, and to come from the cache.

    python tests/benchmarks/banks.py

Prints medians of several rounds in one run; compare only within a run.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from drill.bank import source
from drill.bank.cache import open_library
from drill.bank.find import find_banks
from drill.bank.load import load
from drill.exercise.registry import places

ROUNDS = 3


def timed(work: Callable[[], object]) -> float:
    """Give the median seconds of some rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        found.append(perf_counter() - begun)
    return median(found)


def nodes(paths: list[Path]) -> None:
    """Parse the files to nodes, without checking them."""
    for path in paths:
        source.read_nodes(path.read_text("utf-8"), lambda line, message: None)


def main() -> None:
    """Print the figures."""
    families = tuple(places())
    paths = list(find_banks().paths)
    topics = load(paths, families).topics
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(topics)} banks, {sum(len(topic.cards) for topic in topics)} cards, {size:,} bytes")
    print(f"YAML to nodes     {timed(partial(nodes, paths)):.3f} s")
    whole = timed(partial(load, paths, families))
    print(f"read and checked  {whole:.3f} s")
    with TemporaryDirectory() as folder:
        opened = partial(open_library, paths, families, "benchmark", Path(folder))
        opened()
        kept = timed(opened)
    print(f"from the cache    {kept:.3f} s  ({whole / kept:.0f} times faster)")


if __name__ == "__main__":
    main()
