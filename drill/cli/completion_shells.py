"""The completion scripts of four shells, from the same places.

Each script first finds which command the words so far lead to, then offers what may follow there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from drill.cli.completion import ASKED, Option, Place

Places = Sequence[Place]


def bash(places: Places) -> str:
    """Write the script for bash."""
    return _joined(
        '# drill\'s completion for bash: eval "$(drill completion bash)"',
        "_drill() {",
        '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local at="" i words="" names="" asked="" files=""',
        "    # bash takes --topic=x for three words",
        '    if [[ $cur == "=" ]]; then cur=""',
        '    elif [[ $prev == "=" ]]; then prev="${COMP_WORDS[COMP_CWORD-2]}"; fi',
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "$at ${COMP_WORDS[i]}" in',
        *(
            f'            {_quoted(led)}) at="${{at:+$at }}${{COMP_WORDS[i]}}" ;;'
            for led in _led(places)
        ),
        "        esac",
        "    done",
        '    case "$at:$prev" in',
        *(
            f"        {_quoted(f'{at}:{name}')}) {_bash_value(option)}; return ;;"
            for at, name, option in _valued(places)
        ),
        "    esac",
        '    case "$at" in',
        *(f"        {_quoted(place.at)}) {_bash_place(place)} ;;" for place in places),
        "    esac",
        "    if [[ $cur != -* ]]; then",
        '        COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        '        [[ $asked ]] && _drill_asked "$asked"',
        "        [[ $files ]] && _drill_files",
        "    fi",
        "    if [[ $cur == -* || ! $words$asked$files ]]; then",
        '        COMPREPLY=($(compgen -W "$names" -- "$cur"))',
        "    fi",
        "}",
        "_drill_asked() {",
        '    local found="$("${COMP_WORDS[0]}" completion --words "$1" 2>/dev/null)"',
        '    COMPREPLY+=($(compgen -W "$found" -- "$cur"))',
        "}",
        "_drill_files() {",
        "    compopt -o filenames 2>/dev/null",
        "    local IFS=$'\\n'",
        '    COMPREPLY+=($(compgen -f -- "$cur"))',
        "}",
        "complete -F _drill drill",
    )


def zsh(places: Places) -> str:
    """Write the script for zsh, with what each word does."""
    return _joined(
        "#compdef drill",
        "# drill's completion for zsh: put this into a folder of $fpath as _drill",
        "_drill() {",
        '    local at="" asked="" files="" i prev="${words[CURRENT-1]}"',
        "    local -a found names",
        '    if [[ "${words[CURRENT]}" == --*=* ]]; then',
        '        prev="${words[CURRENT]%%=*}"',
        "        compset -P '*='",
        "    fi",
        "    for ((i = 2; i < CURRENT; i++)); do",
        '        case "$at ${words[i]}" in',
        *(
            f'            {_quoted(led)}) at="${{at:+$at }}${{words[i]}}" ;;'
            for led in _led(places)
        ),
        "        esac",
        "    done",
        '    case "$at:$prev" in',
        *(
            f"        {_quoted(f'{at}:{name}')}) {_zsh_value(option)}; return ;;"
            for at, name, option in _valued(places)
        ),
        "    esac",
        '    case "$at" in',
        *(f"        {_quoted(place.at)}) {_zsh_place(place)} ;;" for place in places),
        "    esac",
        '    if [[ "$PREFIX" == -* || -z "$found$asked$files" ]]; then',
        "        _describe -o option names",
        "        return",
        "    fi",
        "    (( $#found )) && _describe word found",
        '    [[ -n "$asked" ]] && _drill_asked "$asked"',
        '    [[ -n "$files" ]] && _files',
        "}",
        "_drill_asked() {",
        "    local -a found",
        '    found=(${(f)"$("${words[1]}" completion --words "$1" 2>/dev/null)"})',
        "    compadd -a found",
        "}",
        'if [ "$funcstack[1]" = "_drill" ]; then _drill "$@"; else compdef _drill drill; fi',
    )


def fish(places: Places) -> str:
    """Write the script for fish."""
    return _joined(
        "# drill's completion for fish: ~/.config/fish/completions/drill.fish",
        "function __drill_at",
        "    set -l at",
        "    for word in (commandline -opc)[2..-1]",
        '        switch "$at $word"',
        f"            case {' '.join(map(_quoted_fish, _led(places)))}",
        '                set at (string trim -- "$at $word")',
        "        end",
        "    end",
        '    test "$at" = "$argv[1]"',
        "end",
        "function __drill_asked",
        "    set -l words (commandline -opc)",
        "    $words[1] completion --words $argv[1] 2>/dev/null",
        "end",
        "complete -c drill -f",
        *(line for place in places for line in _fish_place(place)),
    )


def powershell(places: Places) -> str:
    """Write the script for PowerShell, which offers files by itself where nothing else is."""
    return _joined(
        "# drill's completion for PowerShell: drill completion powershell >> $PROFILE",
        "Register-ArgumentCompleter -Native -CommandName drill -ScriptBlock {",
        "    param($wordToComplete, $commandAst, $cursorPosition)",
        "    $words = @{",
        *(f"        {_power(place.at)} = @({_powers(_words(place))})" for place in places),
        "    }",
        "    $values = @{",
        *(
            f"        {_power(f'{at}:{name}')} = @({_powers(option.choices)})"
            for at, name, option in _valued(places)
            if option.choices
        ),
        "    }",
        "    $asked = @{",
        *(
            f"        {_power(f'{at}:{name}')} = {_power(option.takes)}"
            for at, name, option in _valued(places)
            if option.takes in ASKED.values()
        ),
        *(f"        {_power(f'{one.at}:')} = {_power(one.asked)}" for one in places if one.asked),
        "    }",
        "    $at = ''",
        "    $given = @($commandAst.CommandElements | Select-Object -Skip 1 | "
        'Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })',
        "    foreach ($word in $given) {",
        '        $next = "$at $word".Trim()',
        "        if ($words.ContainsKey($next)) { $at = $next }",
        "    }",
        "    $last = if ($given.Count) { $given[-1] } else { '' }",
        '    $key = "${at}:$last"',
        "    if ($values.ContainsKey($key)) { $found = $values[$key] }",
        "    else {",
        '        if (-not $asked.ContainsKey($key)) { $key = "${at}:" }',
        "        $found = @()",
        "        if ($asked.ContainsKey($key) -and $wordToComplete -notlike '-*') {",
        '            $drill = "$($commandAst.CommandElements[0])"',
        "            $found += & $drill completion --words $asked[$key]",
        "        }",
        "        if ($key.EndsWith(':')) { $found += $words[$at] }",
        "    }",
        '    $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {',
        "        [System.Management.Automation.CompletionResult]::new($_)",
        "    }",
        "}",
    )


SCRIPTS: Mapping[str, Callable[[Places], str]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}


def _joined(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _led(places: Places) -> list[str]:
    """List the steps that lead from a command to one below it: `bank check`."""
    steps = (place.at.rpartition(" ") for place in places if place.at)
    return [f"{before} {name}" for before, _space, name in steps]


def _words(place: Place) -> list[str]:
    return [*(word.text for word in place.commands), *place.choices, *_names(place)]


def _names(place: Place) -> list[str]:
    return [name for option in place.options for name in option.names if name.startswith("--")]


def _bash_place(place: Place) -> str:
    words = " ".join([*(word.text for word in place.commands), *place.choices])
    parts = [
        f"words={_quoted(words)}" if words else "",
        f"names={_quoted(' '.join(_names(place)))}",
    ]
    parts += [f"asked={place.asked}" if place.asked else "", "files=1" if place.files else ""]
    return " ".join(part for part in parts if part)


def _zsh_place(place: Place) -> str:
    found = [_described(word.text, word.help) for word in place.commands]
    found += [_described(choice, "") for choice in place.choices]
    names = [
        _described(name, option.help)
        for option in place.options
        for name in option.names
        if name.startswith("--")
    ]
    parts = [f"found=({' '.join(found)})" if found else "", f"names=({' '.join(names)})"]
    parts += [f"asked={place.asked}" if place.asked else "", "files=1" if place.files else ""]
    return " ".join(part for part in parts if part)


def _valued(places: Places) -> Iterator[tuple[str, str, Option]]:
    """List the options that take something, with the command they stand at."""
    for place in places:
        for option in place.options:
            if option.takes:
                for name in option.names:
                    yield place.at, name, option


def _bash_value(option: Option) -> str:
    if option.choices:
        return f'COMPREPLY=($(compgen -W {_quoted(" ".join(option.choices))} -- "$cur"))'
    if option.takes == "files":
        return "_drill_files"
    return ":" if option.takes == "value" else f"_drill_asked {option.takes}"


def _zsh_value(option: Option) -> str:
    if option.choices:
        return f"compadd -- {' '.join(map(_quoted, option.choices))}"
    if option.takes == "files":
        return "_files"
    return '_message "value"' if option.takes == "value" else f"_drill_asked {option.takes}"


def _described(name: str, help_: str) -> str:
    said = help_.replace(":", r"\:")
    return _quoted(f"{name}:{said}" if said else name)


def _fish_place(place: Place) -> Iterator[str]:
    where = f"complete -c drill -n {_quoted_fish(f'__drill_at {_quoted_fish(place.at)}')}"
    for word in place.commands:
        yield f"{where} -a {_quoted_fish(word.text)} -d {_quoted_fish(word.help)}"
    if place.choices:
        yield f"{where} -a {_quoted_fish(' '.join(place.choices))}"
    if place.asked:
        yield f"{where} -a '(__drill_asked {place.asked})'"
    if place.files:
        yield f"{where} -F"
    for option in place.options:
        yield f"{where}{_fish_option(option)} -d {_quoted_fish(option.help)}"


def _fish_option(option: Option) -> str:
    said = "".join(
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in option.names
    )
    if option.choices:
        return f"{said} -x -a {_quoted_fish(' '.join(option.choices))}"
    if option.takes in ASKED.values():
        return f"{said} -x -a '(__drill_asked {option.takes})'"
    return said + {"files": " -r -F", "value": " -x"}.get(option.takes, "")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _quoted_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _power(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _powers(texts: Sequence[str]) -> str:
    return ", ".join(map(_power, texts))
