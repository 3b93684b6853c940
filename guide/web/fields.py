"""The controls of answers, put together without templates: pages have dozens of them."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from guide.engine.model import Criterion, Guide
from guide.engine.values import IMPORTANCES
from guide.telling.phrases import Phrases

Field = Callable[[str, int], Markup]  # the option chosen, "" for none, and the importance


def fields(guide: Guide, say: Phrases) -> Mapping[str, Field]:
    """Return by criterion what makes its controls: which option, and how important it is."""
    return {criterion.id: _field(criterion, say) for criterion in guide.criteria}


def weights(say: Phrases) -> Mapping[str, str]:
    """Return what an importance can be, and how it is said: the least and the most in words."""
    return {str(n): str(n) if n % 5 else say(f"answer.{n}") for n in IMPORTANCES}


def hidden_fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return what sends pairs along with a form, unseen."""
    made = (f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in pairs)
    return Markup("".join(made))  # noqa: S704 - made of escaped text


def _field(criterion: Criterion, say: Phrases) -> Field:
    title = criterion.title
    options = {"": say("answer.none"), **{o.id: o.label for o in criterion.options}}
    option = _select(criterion.id, say("why.answer", title=title), options)
    weight = _select(f"importance.{criterion.id}", say("why.importance", title=title), weights(say))
    label = escape(say("why.weight"))

    def made(chosen: str, importance: int) -> Markup:
        html = f"{option(chosen)}<label>{label} {weight(str(importance))}</label>"
        return Markup(html)  # noqa: S704 - made of escaped text

    return made


def _select(name: str, label: str, options: Mapping[str, str]) -> Callable[[str], str]:
    before = f'<select name="{escape(name)}" aria-label="{escape(label)}" dir="auto">'
    parts = {
        value: f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in options.items()
    }

    def made(chosen: str) -> str:
        shown = parts | {chosen: parts[chosen].replace("<option", "<option selected", 1)}
        return f"{before}{''.join(shown.values())}</select>"

    return made
