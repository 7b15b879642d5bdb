"""`drill grade`: typed answers judged from the shell; exit 0 whatever the verdict."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from drill.cli.call import DONE, CallError
from drill.service.pairs import Pair, grade_pair, grade_pairs
from drill.service.workers import Workers

LARGEST_FILE = 50_000_000


def run(options: Namespace) -> int:
    """Grade one pair, or a file of them."""
    if options.file:
        if options.answers:
            raise CallError("give either --file or two answers, not both")
        pairs = list(read_pairs(Path(options.file)))
        workers = Workers()
        try:
            for found in grade_pairs(pairs, workers):
                print(json.dumps(found, ensure_ascii=False), flush=True)
        finally:
            workers.close()
        return DONE
    pair = _pair(options)
    workers = Workers()
    try:
        found = grade_pair(pair, workers)
    finally:
        workers.close()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(" ".join(part for part in (found["verdict"], found["message"]) if part))
        for mistake in found["mistakes"]:
            said = " ".join(dict.fromkeys((mistake["where"], mistake["sentence"])))
            if mistake["step"]:
                said += f" Step: {mistake['step']}."
            print(f"{mistake['id']}: {said.strip()}")
    return DONE


def _pair(options: Namespace) -> Pair:
    of, wrt = options.of or "", split_names(options.wrt or "")
    if bool(of) != bool(wrt):
        raise CallError("--of and --wrt belong together: --of '(3*x+1)^4' --wrt x")
    if len(options.answers) == 1 and of:
        return Pair("", options.answers[0], split_names(options.vars or ""), of, wrt)
    if len(options.answers) != 2:
        raise CallError(
            f"grade takes two answers, EXPECTED and GIVEN, and {len(options.answers)} were given; "
            "quote each one"
        )
    expected, given = options.answers
    return Pair(expected, given, split_names(options.vars or ""), of, wrt)


def read_pairs(path: Path) -> Iterator[Pair]:
    """Read a file of pairs: UTF-8, split at newline and tab only, nothing quoted or trimmed."""
    if path.is_dir():
        raise CallError(f"{path}: this is a folder; name a file of pairs")
    if not path.exists():
        raise CallError(f"{path}: there is no such file")
    with path.open("rb") as source:  # a pipe such as /dev/stdin has no size, but an end
        data = source.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise CallError(f"{path}: the file is larger than {LARGEST_FILE} bytes; split it")
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    rows = text.split("\n")
    if rows and rows[-1] == "":
        rows.pop()
    for number, row in enumerate(rows, 1):
        cells = row.split("\t")
        if len(cells) < 2:
            print(f"drill: {path}:{number}: no tab between two answers", file=sys.stderr)
            cells = [row, ""]
        expected, given, variables, of, wrt = [*cells, "", "", ""][:5]
        if bool(of.strip()) != bool(wrt.strip()):
            print(f"drill: {path}:{number}: of and wrt belong together", file=sys.stderr)
            of = wrt = ""
        yield Pair(expected, given, split_names(variables), of.strip(), split_names(wrt))


def split_names(text: str) -> tuple[str, ...]:
    """Split `x, y` into names."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
