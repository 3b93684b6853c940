"""What a demo is charged of a twin's files: the statements that it needs, and the lines they take.

Of a file that several demos share, a demo names the functions that it needs. What these use in turn
comes along, and where the file hands them to the framework, the lines that do.
"""

import ast
import copy
import io
import re
import threading
import tokenize
from collections.abc import Collection
from pathlib import Path

from guide.demos.catalogue import Demo
from guide.demos.twins import Twin

LAYOUT = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT}
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/|^//[^\n]*", re.DOTALL | re.MULTILINE)
WIRING = "init_app"  # hands to the framework what a file has; each demo needs some lines of it
ROUTES = "urls.py"  # a table of routes; in a twin without one they stand on the views
Scoped = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
# Python 3.11 loses count of its depth where two threads parse at once
_parsing = threading.Lock()


def parsed(text: str) -> ast.Module:
    """Return a module's syntax tree; raise `SyntaxError` where it has none."""
    with _parsing:
        return ast.parse(text)


def lines(path: Path, demo: Demo | None = None) -> int:
    """Count the lines of a file that have code on them; for a demo, those that it needs."""
    numbers = code(path)
    return len(numbers if demo is None else numbers & kept(path, demo))


def code(path: Path) -> frozenset[int]:
    """Return the numbers of the lines that have code on them: no comments, docstrings or blanks."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # a comment leaves its line breaks, so that the other lines keep their numbers
        bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).splitlines()
        return frozenset(n for n, line in enumerate(bare, 1) if line.strip())
    docstrings = {
        line
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Module | Scoped)
        and ast.get_docstring(node, clean=False) is not None
        for line in _span(node.body[0])
    }
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in LAYOUT and token.type != tokenize.ENDMARKER:
            found.update(range(token.start[0], token.end[0] + 1))
    return frozenset(found - docstrings)


def kept(path: Path, demo: Demo) -> frozenset[int]:
    """Return the numbers of a file's lines that a demo needs, with the comments and docstrings.

    Of a table of routes they are those to the demo's views.
    """
    text = path.read_text(encoding="utf-8").splitlines()
    if path.name == ROUTES:
        return frozenset(_routed(text, demo))
    if path.name not in demo.only:
        return frozenset(range(1, len(text) + 1))
    found: set[int] = set()
    for node in needed(path, demo):
        for span in _spans(node):
            first = span[0]
            while text[first - 2 : first - 1] and text[first - 2].lstrip().startswith("#"):
                first -= 1
            found.update(range(first, span[-1] + 1))
    module = parsed("\n".join(text))
    if ast.get_docstring(module) is not None:
        found.update(_span(module.body[0]))
    return frozenset(found)


def needed(path: Path, demo: Demo | None = None) -> list[ast.stmt]:
    """Return a file's statements that a demo needs, in the file's order.

    They are all, or, where the demo names some functions of this file only, these and what they
    use in turn: other functions, values, the imports of both, and what hands them to the framework.
    """
    body = parsed(path.read_text(encoding="utf-8")).body
    if demo is None or path.name not in demo.only:
        return body
    found = _followed(body, set(demo.only[path.name]))
    wiring = [_wiring(node, body, found) for node in body]
    used = found.union(*(_names(node) for node in wiring if node))
    return [
        hands or node
        for node, hands in zip(body, wiring, strict=True)
        if hands or (_is_import(node) and used & defines(node)) or found & defines(node)
    ]


def _followed(body: list[ast.stmt], waiting: set[str]) -> set[str]:
    """Return these names, and those that what they stand for uses in turn."""
    found = set[str]()
    while waiting:
        name = waiting.pop()
        found.add(name)
        for node in body:
            if name in defines(node) and not _is_import(node):
                waiting |= _names(node)
        waiting -= found
    return found


def _wiring(node: ast.stmt, body: list[ast.stmt], found: set[str]) -> ast.stmt | None:
    """Return what hands some of these names to the framework, with no more than that in it."""
    if not (isinstance(node, ast.FunctionDef) and node.name == WIRING) or WIRING in found:
        return None
    own = {name for each in body if not _is_import(each) for name in defines(each)} & found
    part = copy.copy(node)
    part.body = [each for each in node.body if _names(each) & own]
    if not part.body:
        return None
    if ast.get_docstring(node) is not None:
        part.body.insert(0, node.body[0])
    return part


def borrowed(paths: Collection[Path], demo: Demo) -> list[str]:
    """Return the names of a twin's other modules that these files of a demo use, in their order."""
    found: set[str] = set()
    for path in paths:
        nodes = needed(path, demo)
        used = set[str]().union(*(_names(node) for node in nodes))
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and node.level:
                names = [each.name for each in node.names if (each.asname or each.name) in used]
                found.update([node.module] * bool(names) if node.module else names)
    return sorted(f"{name}.py" for name in found - {path.stem for path in paths})


def _names(node: ast.AST) -> set[str]:
    return {used.id for used in ast.walk(node) if isinstance(used, ast.Name)}


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def defines(node: ast.stmt) -> set[str]:
    """Return the names that a statement at the top of a module brings in."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Import() | ast.ImportFrom():
            return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def first_line(node: ast.stmt) -> int:
    """Return the number of a statement's first line, that of its first decorator if it has one."""
    decorators = node.decorator_list if isinstance(node, Scoped) else []
    return min([node.lineno, *(each.lineno for each in decorators)])


def _spans(node: ast.stmt) -> list[range]:
    """Return where a statement stands: of what hands names to the framework, line by line."""
    if isinstance(node, ast.FunctionDef) and node.name == WIRING:
        head = node.returns.end_lineno if node.returns else None
        return [range(first_line(node), (head or node.lineno) + 1), *map(_span, node.body)]
    return [_span(node)]


def _span(node: ast.stmt) -> range:
    return range(first_line(node), (node.end_lineno or node.lineno) + 1)


def routes(twin: Twin, demo: Demo) -> int:
    """Count the routes to a demo's views in a table; elsewhere they stand on the views."""
    table = twin.folder / ROUTES
    return len(kept(table, demo)) if table.exists() else 0


def _routed(rows: list[str], demo: Demo) -> list[int]:
    views: list[str] = []
    for name in demo.files:
        if name.endswith(".py"):
            module = Path(name).stem
            named = demo.only.get(name, ())
            views += [f" {module}.{view}," for view in named] or [f"{module}."]
    return [
        number
        for number, row in enumerate(rows, 1)
        if row.strip().startswith("path(") and any(view in row for view in views)
    ]
