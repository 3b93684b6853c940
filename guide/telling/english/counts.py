"""Counts of instructions and models that were tried, on the page about speed."""

PHRASES = {
    "counted.profile.with": "{profile}, {name} with {part}",
    "counted.caption": "Instructions per request; the ratio is {left} ÷ {right}. Below 1, {left} "
    "does less work.",
    "counted.less": "{test}, {profile}: {fewer} needs {share} less work than {more}",
    "counted.same": "{test}, {profile}: no difference beyond the noise",
    "counted.ratio": "Ratio",
    "counted.noise": "Against itself",
    "counted.itself": "One service, counted again with another hash seed, differs from itself by "
    "at most {noise}. What is larger than that is a difference.",
    "counted.not": "What counts do not say: how long a request takes. They leave out waiting for "
    "others, the caches of the processor, the kernel, and what several threads or processes do at "
    "the same time. The instructions of the model’s own libraries are counted.",
    "counted.python": "Another version of Python or of a framework gives other counts: these are "
    "of {python} with {versions}.",
    "counted.incomplete": "Incomplete: {reason}.",
    "counted.run": "{date}, {processor}, {tool}, {how}, hash seeds {seeds}. "
    "To count again: {command}",
    "counted.how.alone": "around the requests alone",
    "counted.how.difference": "as the difference of two runs",
    # models that were tried
    "tried.caption": "{model}: of 1,000 parts of a request",
    "tried.model": "The model",
    "tried.framework": "The framework",
    "tried.json": "JSON",
    "tried.worker": "Memory of a worker",
    "tried.part": "{n}",
    "tried.memory": "{n} MB",
    "tried.note": "{date}, {processor}, {python}. The load of the machine was {load}, and the same "
    "model took {noise} times as long in one project as in another.",
    "counted.thousand": "{n} k",
    "counted.million": "{n} M",
    "counted.percent": "{n} %",
}
