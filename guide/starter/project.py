"""The project: a plan in, every file of it out.

`DECISION.md` is the record of the decision; the README ends with what each part is there for.
"""

import re
from collections.abc import Iterator

from guide.engine import marks
from guide.engine.decision import Decision
from guide.engine.features import BOTH, Starter
from guide.starter import archive
from guide.starter.plan import Chosen, Plan
from guide.telling import decision_record
from guide.telling.phrases import Phrases

README = "README.md"
RECORD = "DECISION.md"


def folder(plan: Plan) -> str:
    """Return the name of the folder that the archive unpacks to."""
    return f"{plan.framework}-service"


def files(say: Phrases, starter: Starter, plan: Plan, decision: Decision) -> dict[str, str]:
    """Return the texts of the project by their paths.

    The record is dated by the guide and has no address, so that it is the same wherever it is made.
    """
    found = {RECORD: decision_record.markdown(say, decision, None, decision.guide.updated)}
    for name in (BOTH, plan.framework):
        for path, text in starter.files[name].items():
            kept = marks.keep(text, plan.on)
            if kept is not None:
                found[path] = kept
    if README in found:
        found[README] += "".join(f"{line}\n" for line in _reasons(say, starter, plan, decision))
    return dict(sorted(found.items()))


def with_model(texts: dict[str, str], model: tuple[str, bytes] | None) -> dict[str, bytes]:
    """Return the files as bytes, with the visitor's model, a name and its content, among them."""
    found = {path: text.encode() for path, text in texts.items()}
    if model:
        name = re.sub(r"[^A-Za-z0-9._-]", "-", model[0]).lstrip(".-") or "model"
        found[f"model/{name}"] = model[1]
    return found


def packed(plan: Plan, contents: dict[str, bytes], decision: Decision) -> bytes:
    """Return the files of the project as a ZIP archive."""
    return archive.pack(contents, folder(plan), decision.guide.updated)


def _reasons(say: Phrases, starter: Starter, plan: Plan, decision: Decision) -> Iterator[str]:
    yield from ("", f"## {say('start.why')}", "")
    if not plan.parts:
        yield say("start.why.none")
    for part in plan.parts:
        told = reason(say, starter, part, decision)
        yield f"- **{part.feature.name}**{say('why.colon')}{told}"


def reason(say: Phrases, starter: Starter, part: Chosen, decision: Decision) -> str:
    """Return the sentence that says what brought a part."""
    if part.answers:
        criteria = [(decision.guide.criterion(name), option) for name, option in part.answers]
        said = (say("start.reason.answer", label=c.option(o).label, ask=c.ask) for c, o in criteria)
        return say("start.reason.answers", answers=say.listed(said))
    names = (say("number.quoted", text=starter.feature(each).name) for each in part.brought_by)
    return say("start.reason.with", names=say.listed(names))
