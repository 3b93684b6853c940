"""Which way a language is written, and names that are written the other way.

Such a name, put into a sentence, a list or a title, would change places with the numbers and the
marks beside it. A guide has it between two characters that hold it apart wherever it is shown, in
plain text too: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
"""

import unicodedata

APART, ENDS = "\u2068", "\u2069"
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
    leftwards = written_leftwards(lang)
    if APART in name or (name.isascii() and not leftwards):  # most names: no letter is looked at
        return name
    others = ("L",) if leftwards else ("R", "AL")
    apart = any(unicodedata.bidirectional(letter) in others for letter in name)
    return f"{APART}{name}{ENDS}" if apart else name
