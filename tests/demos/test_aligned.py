"""Functions beside each other: those of one name, and between them what has no namesake."""

from guide.demos import aligned

ONE = '''"""Doc."""

import a

X = 1


class View(Base):
    """A view."""

    def get(self):
        return a


# why
@route
def form():
    return 1


def wire(app):
    app.add(form)
'''
OTHER = '''"""Doc."""

import b


class View:
    def post(self):
        return b

    def get(self):
        return b


form = Form.as_view()
'''


def test_every_line_is_in_one_part() -> None:
    """Comments go with what they stand above, blank lines with what they follow."""
    parts = aligned.parts(ONE)
    lines = [n for part in parts for n in part.lines]

    assert ["imports", "values", "View", "View.get", "form", "wire"] == [p.name for p in parts]
    assert list(range(1, len(ONE.splitlines()) + 1)) == lines
    assert ["# why", "@route"] == [ONE.splitlines()[n - 1] for n in parts[4].lines[:2]]


def test_namesakes_stand_in_one_row() -> None:
    """Also a value beside a function; what only one has stands alone."""
    found = [[[part.name for part in cell] for cell in row] for row in aligned.rows([ONE, OTHER])]

    assert [
        [["imports"], ["imports"]],
        [["values"], []],
        [["View"], ["View"]],
        [[], ["View.post"]],
        [["View.get"], ["View.get"]],
        [["form"], ["form"]],
        [["wire"], []],
    ] == found


def test_three_versions_stand_in_one_row() -> None:
    found = aligned.rows([ONE, OTHER, ONE])

    assert {3} == {len(row) for row in found}
    assert [row[0] for row in found if row[0]] == [row[2] for row in found if row[2]]
