"""Circles in a graph of prerequisites, found without recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles as `(a, b, a)`, enough of them that breaking each leaves none.

    Time is proportional to the number of edges.
    """
    done: set[str] = set()
    for start in needs:
        yield from _from(start, needs, done)


def _from(
    start: str, needs: Mapping[str, Sequence[str]], done: set[str]
) -> Iterator[tuple[str, ...]]:
    if start in done:
        return
    path = [start]
    place = {start: 0}
    left = [iter(needs.get(start, ()))]
    while path:
        following = next(left[-1], None)
        if following is None:
            done.add(path[-1])
            del place[path.pop()]
            left.pop()
        elif following in place:
            yield (*path[place[following] :], following)
        elif following not in done:
            place[following] = len(path)
            path.append(following)
            left.append(iter(needs.get(following, ())))
