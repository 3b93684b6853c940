"""The pages about the guide itself: home, all criteria, one of them, the comparison, and claims."""

PHRASES = {
    "home.lead.one": "One question.",
    "home.lead.many": "{n} questions, a few minutes.",
    "home.promise": "You get a recommendation with its reasons, how firm it is, and what would "
    "change it.",
    "home.count": "{least} to {most}",
    "home.next": "Next question",
    "home.ways": "Who leads, in all the ways to answer the rest",
    "home.begin": "Answer the questions on one page",
    "home.compare": "The whole comparison",
    # whom an answer speaks for
    "lean.fits": "fits {name} better",
    "lean.alike": "fits all alike",
    "lean.even": "even",
    "criteria.title": "Criteria",
    "criteria.summary.one": "The one question of the guide, why it is asked, and which answer "
    "speaks for which side.",
    "criteria.summary.many": "All {n} questions of the guide, why each is asked, and which answer "
    "speaks for which side.",
    "criteria.lead": "Each criterion is one question. Its page has the answers, and what each "
    "gives.",
    "criteria.lead.claims": "Each criterion is one question. Its page has the reasons, the claims "
    "we checked, and what to watch for.",
    "criterion.when": "Asked only if {conditions}.",
    "criterion.when.several": "Asked only if one of these holds:",
    "criterion.answers": "The answers, and what they give",
    "criterion.scale": "Fit from 0 to 10. This question has an importance of {importance} of 5, "
    "unless you change it.",
    "criterion.fit": "{fit} of 10",
    "criterion.out": "Rules out {names}:",
    "criterion.claims": "What is claimed, and what we found",
    "criterion.answer": "Answer this question",
    "criterion.opener": "Answer “{title}”, which opens this question",
    "compare.title": "Compared",
    "compare.summary": "The whole comparison: every answer of every question, with the fit of "
    "each side.",
    "compare.sides": "Side by side",
    "compare.documentation": "{name}’s documentation",
    "compare.advantages": "Advantages of {name}",
    "compare.drawbacks": "Drawbacks of {name}",
    "compare.fits": "Every answer, and how it fits",
    "compare.scale": "Fit from 0 to 10.",
    "compare.table": "Every answer and its fits",
    "compare.answer": "Answer",
    "compare.given": "your answer",
    "compare.leave": "Leave out columns",
    "compare.importance": "importance {n}",
    "compare.claims": "What is said in general, and what we found",
    "compare.source": "Where the guide comes from",
    # a claim, and what was found
    "claim.found.holds": "Holds",
    "claim.found.partly": "Partly",
    "claim.found.outdated": "Outdated",
    "claim.found.unverified": "Unverified",
    "claim.from.article": "from the article",
    "claim.from.ours": "added by us",
    "claim.demo": "See the demo “{title}”.",
    "claim.checked": "Checked {date}",
    "claim.lines": "The twins that run here have {own}, beside {same} that are the same in both.",
    "claim.lines.own.one": "{n} line of its own in {name}",
    "claim.lines.own.many": "{n} lines of their own in {name}",
}
