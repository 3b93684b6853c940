"""What is wrong with a text that is no YAML: in words of who wrote it, not of tokens."""

import re
from collections.abc import Iterator

import yaml

CONFLICT = (
    "a conflict of two versions is left here "
    "(expected: one of them, without the lines <<<<<<<, ======= and >>>>>>>)"
)
NO_COLON = "no colon follows this (expected: key: value, with a space after the colon)"
_COLON = re.compile(r":(?:\s|$)")  # what ends a key
_VALUE = re.compile(r":[ \t]+(#[^\s#,}\]]+)")  # where a value should be
_CUT = re.compile(r"[ \t]+(#[^\s#]\S*)")  # what ends a text, and should not
_DIGITS = re.compile("[0-9]+")
# what is seen as a space, and is none, before a key or after its colon
_ODD = re.compile(
    r"[ \t]*(?:(?:- )*[\w-]+:)?([\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff])"
)
# what begins no item of a list, and should: a word or a key follows, and no sentence
_DASH = re.compile(r" *(-|[–—] *)(?=[^\W\d][\w-]*(?::|\s*$))")
CURLY = "a text in curly quotes ends here (expected: straight quotes around it)"
_CURLY = "“”„‘’‚«»"
_BEGUN = re.compile(rf"[:,{{\[]\s*[{_CURLY}][^{_CURLY}]*$")  # a value in them, not ended


Found = tuple[tuple[int, int], str]  # a line and a column, from 1, and what is wrong there


def explained(error: yaml.MarkedYAMLError, text: str) -> Found:
    """Return the line and the column of an error, from 1, and what the writer most likely did."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return (1, 1), problem or context
    lines = text.split("\n")
    line = "".join(lines[mark.line : mark.line + 1])
    here = (mark.line + 1, mark.column + 1)
    if odd := _odd(lines, mark.line) or _dash(lines, mark.line):
        return odd
    if "\t" in line[: mark.column + 1]:
        return here, "a tab stands here (expected: spaces; a line cannot begin with a tab)"
    if "mapping values are not allowed" in problem and not _COLON.search(line[: mark.column]):
        # the text of a line above goes on here: this one is too far in, or that one has no colon
        start, (number, above) = _start(line), _above(lines, mark.line)
        if start == above:
            return (number + 1, above + 1), NO_COLON
        return (mark.line + 1, start + 1), _astray(start + 1)
    if "mapping values" in problem and _BEGUN.search(line[: mark.column]):
        return here, CURLY
    if said := _slip(problem, line[mark.column : mark.column + 1]):
        return here, said
    if error.context_mark and (found := _begun(problem, context, lines, error.context_mark)):
        return found
    if "did not find expected" in problem and not line[: mark.column].strip():
        return here, _astray(mark.column + 1)
    return here, _left_over(problem, line, mark.column) or problem or context


def _odd(lines: list[str], line: int) -> Found | None:
    """Find what only looks like a space, on a line or the one above."""
    for number in (line, line - 1):
        if odd := _ODD.match("".join(lines[max(number, 0) : number + 1])):
            said = f"{odd[1]!a} stands here, which only looks like a space (expected: spaces)"
            return (number + 1, odd.start(1) + 1), said
    return None


def _dash(lines: list[str], line: int) -> Found | None:
    """Find what is meant to begin an item of a list, on a line or the one above."""
    for number in (line, line - 1):
        if dash := _DASH.match("".join(lines[max(number, 0) : number + 1])):
            mark = dash[1].rstrip()
            said = "no space after the dash" if mark == "-" else f"{mark} is a long dash"
            return (number + 1, dash.start(1) + 1), f"{said} (expected: a hyphen and a space)"
    return None


def _slip(problem: str, at: str) -> str:
    """Say what a problem means where it is found, at the character `at`; "" if it is elsewhere."""
    if "mapping values are not allowed" in problem:
        return 'a second colon (expected: text that has a colon in quotes: title: "A: b")'
    if "cannot start any token" in problem:
        return f"a text cannot begin with {at} (expected: the text in quotes)"
    if "not allowed in this context" in problem:
        return f"a text cannot begin with “{at} ” (expected: the text in quotes)"
    if "comment or line break" in problem:
        return "nothing can follow > or | (expected: the text in quotes, or in the lines below)"
    if problem == "found unexpected ':'":  # libyaml's, within brackets
        return "nothing stands after this colon (expected: a space and a value)"
    if "escape" in problem:
        return (
            "a backslash and this mean no character "
            "(expected: the text in single quotes, or two backslashes for one)"
        )
    return ""


def _left_over(problem: str, line: str, column: int) -> str:
    """Say what is wrong with what stands where no more was expected; "" if that is not known."""
    at = line[column : column + 1]
    if "did not find expected" not in problem:
        return ""
    if "node content" in problem and at:
        return f"a text cannot begin with {at} (expected: the text in quotes)"
    if at == ":":
        return "no key stands before this colon (expected: key: value)"
    if at and at in "]}":
        return "this bracket closes none (expected: one that opens before it)"
    if line[:column].rstrip().endswith(("]", "}", "'", '"')):
        return (
            "nothing can follow the bracket or the quote before this "
            "(expected: a new line, or the whole text in quotes of another kind)"
        )
    return ""


def _begun(problem: str, context: str, lines: list[str], mark: yaml.Mark) -> Found | None:
    """Say what is wrong with something that begins at a mark and goes on to where it is noticed."""
    here = (mark.line + 1, mark.column + 1)
    if "could not find expected ':'" in problem:
        return here, NO_COLON
    if context in ("while scanning an alias", "while scanning an anchor"):
        at = "*" if "alias" in context else "&"
        return here, f"a text cannot begin with {at} (expected: the text in quotes)"
    if "quoted scalar" in context:
        return here, "the quote that opens here is not closed"
    if "flow" in context:
        for number in (mark.line, mark.line - 1):
            if cut := _VALUE.search("".join(lines[max(number, 0) : number + 1])):
                return (number + 1, cut.start(1) + 1), _comment(cut[1])
        if "flow node" in context:  # its mark is where a value should be
            if "".join(lines[mark.line : mark.line + 1]).startswith(",", mark.column):
                return here, "nothing stands before this comma (expected: a value)"
            here = _opened(lines, here)
        quote = " or a quote" if lines[here[0] - 1].count('"') % 2 else ""
        return here, f"the bracket that opens here is not closed, or lacks a comma{quote}"
    return None


def _opened(lines: list[str], end: tuple[int, int]) -> tuple[int, int]:
    """Return where the bracket begins that is open at the place `end`."""
    opened: list[tuple[int, int]] = []
    try:
        for token in yaml.scan("\n".join(lines[: end[0]]), yaml.SafeLoader):
            at = (token.start_mark.line + 1, token.start_mark.column + 1)
            if at >= end:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(at)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened.pop()
    except yaml.YAMLError:  # what follows may be no token
        pass
    return opened[-1] if opened else end


def _start(line: str) -> int:
    """Return where a line’s text begins, after spaces and the dashes of lists."""
    return len(line) - len(re.sub(r"^(?:\s|- )*", "", line))


def _above(lines: list[str], number: int) -> tuple[int, int]:
    """Return the last line with text before the line `number`, and where that begins."""
    for above in range(min(number, len(lines)) - 1, -1, -1):  # a lone \r ends a line for YAML only
        if lines[above].strip():
            return above, _start(lines[above])
    return number, 0


def _astray(column: int) -> str:
    return (
        f"this line begins in column {column}, as none does that it could belong to "
        "(expected: as far in as the lines beside it)"
    )


def conflicts(text: str) -> Iterator[int]:
    """Yield the lines, from 1, in which git has left a conflict; none within fenced code."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif line.startswith("<<<<<<< ") and not fenced:
            yield number


def cut_off(rest: str) -> str:
    """Say that `Issue #12` without quotes ends at the #; "" if what follows is a comment."""
    cut = _CUT.match(rest) if rest else None
    return _comment(cut[1]) if cut else ""


def _comment(text: str) -> str:
    return f"{text} is read as a comment (expected: the text in quotes, or a space after the #)"


def comma(lines: list[str], line: int, column: int, key: str) -> str:
    """Say that a number ends at its comma, as in `{tea: 8,5}`; "" if `key` does not go on there."""
    if not _DIGITS.fullmatch(key):
        return ""
    whole = re.search(r"(\d+),$", "".join(lines[line : line + 1])[:column])
    return f"a number ends at its comma (expected: a point: {whole[1]}.{key})" if whole else ""


def curly(lines: list[str], line: int, column: int, key: str) -> str:
    """Say that `{label: “Yes, often”}` ends at the comma; "" if `key` does not go on there."""
    begun = _BEGUN.search("".join(lines[line : line + 1])[:column])
    return CURLY if begun and key.endswith(tuple(_CURLY)) else ""


def run_together(key: str) -> str:
    """Say that a key without a value such as `train:4` lacks a space; "" if it does not."""
    run = re.fullmatch(r"([\w-]+):[^\S ]?(\S+)", key)
    return f"no space after the colon (expected: {run[1]}: {run[2]})" if run else ""
