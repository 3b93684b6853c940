"""The verdict: on the result, in the panel, in the record and in the terminal.

All of them go to the questionnaire’s script, where every byte counts.
"""

PHRASES = {
    # the verdict, in a headline; `.early` while the open questions can still turn it
    "verdict.clear": "{winner} fits clearly better.",
    "verdict.clear.early": "{winner} is well ahead so far.",
    "verdict.slight": "{winner} fits somewhat better.",
    "verdict.slight.early": "{winner} is ahead so far.",
    "verdict.close": "Too close to call, with {winner} just ahead.",
    "verdict.close.early": "Too early to call, with {winner} just ahead.",
    "verdict.tie": "A tie between {names}.",
    "verdict.tie.early": "Too early to call: {names} are level so far.",
    "verdict.only": "{winner} is what remains.",
    "verdict.only.early": "{winner} is what remains so far.",
    "verdict.none": "Nothing here fits what you need.",
    "verdict.unanswered": "No verdict yet.",
    # the same after “Look at … first.”
    "verdict.first": "Look at {names} first.",
    "verdict.two": "Between the two: {verdict}",
    "verdict.among": "Among these: {verdict}",
    "verdict.brief.lead": "{winner}, by {points}.",
    "verdict.brief.lead.early": "{winner} so far, by {points}.",
    "verdict.brief.close": "too close to call, with {winner} just ahead.",
    "verdict.brief.close.early": "too early to call, with {winner} just ahead.",
    "verdict.brief.tie": "a tie.",
    "verdict.brief.tie.early": "too early to call.",
    "verdict.brief.only": "only {winner} remains.",
    "verdict.brief.none": "nothing fits.",
    "verdict.brief.unanswered": "no verdict yet.",
    "verdict.beside": "Beside it: {names}.",
    # what stands below it
    "verdict.detail.lead": "It leads {second} by {points} of 100.",
    "verdict.detail.close": "A lead of {points} over {second} is too small to count on. "
    "Choose what you know best; if you know neither, either will do.",
    "verdict.detail.close.early": "A lead of {points} over {second} says little while {open} of "
    "100 are open.",
    "verdict.detail.tie": "They fit equally well, to the last digit. Choose what you know best; "
    "if you know none of them, any will do.",
    "verdict.detail.tie.early": "What is still open decides.",
    "verdict.detail.unanswered": "Answer a question, and the verdict follows.",
    "verdict.detail.weightless": "Every answered question has importance 0, so nothing is weighed.",
    "verdict.out": "Your answers rule out {names}.",
    "verdict.fit": "{fit} of 100",
    "verdict.fit.open": "{fit} of 100, {open} still open",
    "verdict.fit.out": "ruled out",
    "verdict.fit.none": "not weighed",
    "verdict.uncounted": "Not counted: {title}, “{label}”. It is asked only if {conditions}.",
    "verdict.uncounted.several": "Not counted: {title}, “{label}”. It is asked, for example, if "
    "{conditions}.",
    "verdict.uncounted.is": "{title} is {labels}",
}
