"""The questionnaire, and what a link gets wrong."""

PHRASES = {
    # the questionnaire
    "questions.title": "Questions",
    "questions.summary.one": "One question. The verdict follows its answer.",
    "questions.summary.many": "Up to {n} questions. The verdict follows each answer.",
    "questions.skip": "Not decided yet? Choose what is likeliest. “Not sure” counts for nothing "
    "and against nothing.",
    "questions.when": "Only if {conditions}.",
    "questions.depends": "Whether it is asked depends on {titles}.",
    "questions.more": "More about this",
    "questions.importance": "Importance",
    "questions.result": "See the result",
    "questions.panel": "Verdict so far",
    "questions.meter": "Questions answered",
    "questions.noscript": "Without its JavaScript this page cannot add up.",
    "questions.sheet.title": "A score sheet, to add up by hand",
    "questions.sheet.how": "Choose one answer for each question that applies, and add the points "
    "behind the answers, a sum for each side. Add the importances of all questions that apply, "
    "answered or not. Each sum times 10, divided by the importances, is the fit out of 100.",
    "questions.sheet.close": "Under {close} apart it is too close to call; from {clear} on it is "
    "clear.",
    "questions.sheet.clear": "A lead of {clear} or more is clear.",  # where none is too close
    "questions.sheet.out": "{name} is out: {reason}",
    "questions.sheet.points": "{name} {n}",
    # the same, one at a time
    "one.title": "One question at a time",
    "one.summary": "The question that tells most comes first. The guide says when the answer is "
    "firm, and you can stop.",
    "one.link": "One at a time",
    "one.back": "Back",
    "one.all": "All questions on one page",
    "one.keys": "Keys: 1 to 9 choose, 0 is “not sure”, Backspace is “Back”.",
    "one.firm": "Enough: {winner} leads in at least nine of ten ways to answer the rest. You can "
    "stop here, or go on.",
    "one.firm.between": "Enough between {names}: {winner} leads in at least nine of ten ways to "
    "answer the rest. You can stop here, or go on.",
    "one.decided": "Settled: no answers to the rest can change who leads. You can stop here, or go "
    "on.",
    "one.decided.between": "Settled between {names}: no answers to the rest can change who leads. "
    "You can stop here, or go on.",
    "one.done": "That was every question.",
    "asking.progress": "{n} of {all} answered.",
    "asking.more": "Now asked: {titles}.",
    "asking.less": "No longer asked: {titles}.",
    "asking.clear": "Clear all answers",
    "asking.undo": "Undo",
    "problem.title": "Not all of this link was understood",
    "problem.rest": "The rest of it is used.",
    "problem.repeated": "repeated (expected: each name once; the first counts)",
    "problem.unknown-name": "unknown name (expected: a criterion of this guide)",
    "problem.not-an-importance": "not an importance (expected: a whole number from 0 to 5)",
    "problem.too-many-parts": "too many parts (expected: {expected})",
    "problem.unknown-option": "unknown option (expected: {expected})",
}
