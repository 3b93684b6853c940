"""Which way a language is written, and names that are written the other way.

Such a name, put into a sentence, a list or a title, would change places with the numbers and the
marks beside it, and turn a text around that begins with it. A guide has it between two characters
that hold it apart wherever it is shown, in plain text too, and before them the guide's direction:
https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
"""

import unicodedata

APART, ENDS = "\u2068", "\u2069"
RIGHTWARDS_MARK, LEFTWARDS_MARK = "\u200e", "\u200f"
# languages and scripts that are written from right to left
LEFTWARDS = {
    *("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"),
    *("arab", "hebr", "syrc", "thaa", "nkoo"),
}


def written_leftwards(lang: str) -> bool:
    """Tell whether a language, as HTML names it, is written from right to left."""
    language, *more = lang.lower().split("-")
    scripts = [part for part in more if len(part) == 4]
    return bool(LEFTWARDS & set(scripts)) if scripts else language in LEFTWARDS


def held_apart(name: str, lang: str) -> str:
    """Return a name for sentences in a language; with letters written the other way, held apart."""
    if APART in name:
        return name
    if written_leftwards(lang):
        return f"{LEFTWARDS_MARK}{APART}{name}{ENDS}" if _has(name, "L") else name
    return f"{RIGHTWARDS_MARK}{APART}{name}{ENDS}" if has_leftwards(name) else name


def has_leftwards(text: str) -> bool:
    """Tell whether a text has letters that are written from right to left."""
    return not text.isascii() and _has(text, "R", "AL")


def _has(text: str, *kinds: str) -> bool:
    return any(unicodedata.bidirectional(letter) in kinds for letter in text)
