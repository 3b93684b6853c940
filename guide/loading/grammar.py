"""What is wrong with a text that is no YAML: in words of who wrote it, not of tokens."""

import yaml


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Return the line and the column of an error, from 1, and what the writer most likely did."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return (1, 1), problem or context
    line = "".join(text.split("\n")[mark.line : mark.line + 1])
    if "\t" in line[: mark.column + 1]:
        said = "a tab stands here (expected: spaces; a line cannot begin with a tab)"
    elif "mapping values are not allowed" in problem:
        said = 'a second colon (expected: text that has a colon in quotes: title: "A: b")'
    elif "cannot start any token" in problem:
        at = line[mark.column : mark.column + 1]
        said = f"a text cannot begin with {at} (expected: the text in quotes)"
    elif "quoted scalar" in context and error.context_mark:
        mark, said = error.context_mark, "the quote that opens here is not closed"
    elif "flow" in context and error.context_mark:
        mark, said = error.context_mark, "the bracket that opens here is not closed"
    else:
        said = problem or context
    return (mark.line + 1, mark.column + 1), said
