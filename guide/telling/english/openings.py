"""What was found about speed, on the page about it: its opening, and the timed answer."""

PHRASES = {
    # the answer above everything else: timed and counted, and how to serve
    "first.model.both.one": "With a model behind it ({test}) no difference between {left} "
    "and {right} could be detected, neither in the one timed comparison nor in the counted work of "
    "a request.",
    "first.model.both.many": "With a model behind it ({test}) no difference between {left} "
    "and {right} could be detected, neither in {n} timed comparisons nor in the counted work of a "
    "request.",
    "first.model.alike.one": "With a model behind it ({test}) no difference between {left} and "
    "{right} could be detected in the one timed comparison.",
    "first.model.alike.many": "With a model behind it ({test}) no difference between {left} and "
    "{right} could be detected in {n} timed comparisons.",
    "first.model.some.one": "With a model behind it ({test}) a difference between {left} and "
    "{right} was detected in the one timed comparison.",
    "first.model.some.many": "With a model behind it ({test}) a difference between {left} and "
    "{right} was detected in {found} of {n} timed comparisons.",
    "first.model.time": "{found} One response took {time}\u00a0ms at {count}; with a quicker model "
    "the framework is a larger part.",
    "first.rest": "Without a model it depends on what a request does. {found}",
    "first.rest.none.one": "In {none} of {n} timed comparison no difference could be detected.",
    "first.rest.none.many": "In {none} of {n} timed comparisons no difference could be detected.",
    "first.rest.most.one": "In one other {name} answered {ratio} times the requests: {where}.",
    "first.rest.most.many": "In {n} others {name} answered up to {ratio} times the requests: "
    "{where}.",
    "first.rest.where": "{test} ({pair})",
    "first.serving.gain": "{name} answered {times} times",
    "first.serving.more": "The way to serve matters more where requests wait for another server.",
    "first.serving": "The way to serve matters, too, where requests wait for another server.",
    "first.serving.found": "{gains} as many requests behind {best} as behind {slow}. The first "
    "lets {many} wait at a time, the other {few}; more threads raise that.",
    "first.table": "Timed and counted, by test",
    "first.caption": "Timed: how many times as many requests the faster side answered, and how far "
    "the 95\u00a0% intervals reach. Counted: which side needs fewer instructions for a request, "
    "and {left} ÷ {right}. “None found”: no difference could be told from noise. “–”: not counted.",
    "first.timed": "Timed",
    "first.counted": "Counted",
    "first.either": "either, by connections",
    "first.versions": "depends on versions",
    "first.partly": "{name} up to {ratio}\u00a0×",
    "first.less": "{name} {share} less",
    # the timed answer
    "speed.counts.one": "In {none} of {n} comparison no difference could be told from noise; "
    "{first} answered more requests in {left}, {second} in {right}.",
    "speed.counts.many": "In {none} of {n} comparisons no difference could be told from noise; "
    "{first} answered more requests in {left}, {second} in {right}.",
    "speed.most": "{faster} answered up to {ratio} times the requests of {slower} ({test}, "
    "{pair}, {count}; 95\u00a0% interval {low} to {high}).",
    "speed.reach.one": "The ratio was {extent}, its 95\u00a0% interval reaches from {low} to "
    "{high}.",
    "speed.reach.many": "The ratios were {extent}, their 95\u00a0% intervals reach from {low} to "
    "{high}.",
    "speed.model.nothing.one": "With a model behind it ({test}: {time}\u00a0ms for one response at "
    "{count}) no difference could be detected in the one comparison.",
    "speed.model.nothing.many": "With a model behind it ({test}: {time}\u00a0ms for one response "
    "at {count}) no difference could be detected in any of {n} comparisons.",
    "speed.model.one": "With a model behind it ({test}: {time}\u00a0ms for one response at "
    "{count}) a difference was detected in the one comparison.",
    "speed.model.many": "With a model behind it ({test}: {time}\u00a0ms for one response at "
    "{count}) no difference could be detected in {none} of {n} comparisons.",
    "speed.pair": "{left} against {right}",
    "speed.pair.with": "{profile}, {name} with {part}",
    "speed.none": "none found",
    "speed.faster": "{name} {ratio}\u00a0×",
    "speed.caption": "How many times as many requests the faster side answered in the same time, "
    "with the 95\u00a0% interval below. “None found”: no difference could be told from noise, and "
    "the interval is that of {left} ÷ {right}. The stronger the colour, the larger the difference.",
    "speed.run": "Measured: {run}.",
    "speed.unmeasured": "–",
    "speed.table": "What was found, by test and connections",
}
