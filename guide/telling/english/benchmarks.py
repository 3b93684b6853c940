"""The page about speed: the source’s figures, and the measured runs.

What a run’s file says of itself, such as why it is rough, stands there as it was written.
"""

PHRASES = {
    "benchmarks.title": "Benchmarks",
    "benchmarks.summary": "The figures, and where they come from.",
    "benchmarks.quoted": "The figures that the article prints",
    "benchmarks.whole": "The whole table",
    "benchmarks.caption": "{title}, published {date}. Times in milliseconds.",
    "benchmarks.test": "Test",
    "benchmarks.framework": "Framework",
    "benchmarks.head.mean": "Mean",
    "benchmarks.head.p50": "p50",
    "benchmarks.head.p90": "p90",
    "benchmarks.head.p99": "p99",
    "benchmarks.head.max": "Max",
    "benchmarks.head.requests": "Requests",
    "benchmarks.head.rate": "Requests/s",
    "benchmarks.head.errors": "Read errors",
    "benchmarks.head.timeouts": "Timeouts",
    "benchmarks.cell": "{ms}\u00a0ms {words}",
    "benchmarks.cell.rate": "{ms}\u00a0ms {words}, {n} requests/s",
    "benchmarks.chart": "{test}, requests per second",
    "benchmarks.bar": "{n}/s",
    "benchmarks.scales": "Throughput in {year}. Each test has its own scale: compare the two bars "
    "of a test, not bars of different tests.",
    # the measured runs
    "measured.none": "No run of our own is recorded yet.",
    "measured.how": "How to read the charts: a ratio above 1 means that {name} answered more "
    "requests in the same time. The line through each point is its 95\u00a0% interval, the shaded "
    "band is what one side shows when it is measured against itself. An open point is no "
    "detectable difference: its interval holds 1, or it lies within the band.",
    "measured.how.times": "In the charts of times the points are medians and the thin lines reach "
    "to the 99th percentile.",
    "measured.how.queues": "At one connection nobody queues: the median is the time one request "
    "takes. With more, most of it is waiting.",
    "measured.how.profiles": "“Bare” is the framework with its ORM and nothing else. "
    "To that “startproject” adds what a new Django project turns on, and in Flask what does the "
    "same. “Jinja2” means that Django renders with it.",
    "measured.how.first": "the first",
    "measured.run": "{date}, {processor}, {server}",
    "measured.title.json": "JSON",
    "measured.title.remote": "Remote",
    "measured.title.complete": "Complete",
    "measured.title.form": "Form",
    "measured.title.predict": "Predict",
    "measured.ratios": "{test}: requests/s of {left} ÷ requests/s of {right}",
    "measured.ratios.label": "{test}: ratios with their intervals. Every figure is in the table "
    "below.",
    "measured.same": "no difference",
    "measured.times": "{test}, {pair}: milliseconds for a response",
    "measured.times.label": "{test}: response times by number of connections. Every figure is in "
    "the table below.",
    "measured.times.axis": "connections (ms on the left; both scales logarithmic)",
    "measured.times.title": "{test}: time for one response",
    "measured.ceiling.one": "The waiting alone sets a ceiling that no framework can pass: {n} "
    "thread ÷ {seconds}\u00a0s = {rate} requests/s.",
    "measured.ceiling.many": "The waiting alone sets a ceiling that no framework can pass: {n} "
    "threads ÷ {seconds}\u00a0s = {rate} requests/s.",
    "measured.method": "Machine, software and method",
    # its tables
    "measured.every": "Every figure of this run",
    "measured.noise": "The noise: one side against itself",
    "measured.test": "Test",
    "measured.profile": "Profile",
    "measured.connections": "Connections",
    "measured.ratio": "Ratio",
    "measured.interval": "95\u00a0% interval",
    "measured.finding": "Finding",
    "measured.files": "As {csv} or {json}.",
    "measured.csv": "CSV",
    "measured.json": "JSON",
    "measured.again": "{name} again",
    "measured.unit.rate": "requests/s",
    "measured.unit.median": "median ms",
    "measured.unit.late": "99th ms",
    "measured.extent": "{low} to {high}",
    "measured.with": "{profile} with {part}",
    "measured.filter.all": "all",
    "measured.filter.test": "Test",
    "measured.filter.server": "Server",
    "measured.filter.profile": "Profile",
    "measured.filter.connections": "Connections",
    "measured.filter.base": "Figures",
    "measured.filter.figures": "as measured",
    "measured.filter.against": "as ratios to {name}’s",
    "measured.filter.ratios": "{name} is 1, and the other figures of the row are multiples of it. "
    "Where a difference was found they have the hue of whoever has the better figure.",
    "measured.filter.rows.one": "{shown} of {n} row",
    "measured.filter.rows.many": "{shown} of {n} rows",
    "measured.filter.only": "only",
    "measured.filter.only.column": "only {column}",
    # what was found, for each comparison and in a table’s cell
    "measured.pair": "{left} against {right}",
    "measured.found": "{pair}: {found}.",
    "measured.found.at": "{found} at {count}",
    "measured.found.next": "; ",
    "measured.count.one": "{n} connection",
    "measured.count.many": "{n} connections",
    "measured.invalid": "not valid",
    "measured.nothing": "no detectable difference",
    "measured.nothing.noise": "no detectable difference (within the noise)",
    "measured.faster": "{name} {extent} times the requests",
    "measured.faster.unknown": "{name} {extent} times the requests (noise not measured)",
    # the same in whole sentences
    "measured.plain": "as it is",
    "measured.sides": "{left} ({one}) against {right} ({other})",
    "measured.answered": "{faster} answered {extent} times the requests of {slower} (95\u00a0% "
    "intervals from {low} to {high})",
    "measured.answered.at": "{faster} answered {extent} times the requests of {slower} at {count} "
    "(95\u00a0% intervals from {low} to {high})",
    "measured.undetected": "no difference could be detected (ratios {extent}, 95\u00a0% intervals "
    "from {low} to {high})",
    "measured.undetected.at": "no difference could be detected at {count} (ratios {extent}, "
    "95\u00a0% intervals from {low} to {high})",
    "measured.profiles": "With startproject, which does more, both services answered {extent} "
    "times the requests that they answered bare. The two were measured at different times.",
    "measured.itself": "{name} against itself: ratios up to {most}; a ratio below the noise floor "
    "of {floor} could not be told from noise.",
    # what to know before its figures
    "measured.warning.invalid": "Not valid, and so not shown: {reason}.",
    "measured.warning.rough": "Rough: {reason}.",
    "measured.warning.incomplete": "Incomplete: {reason}.",
    "measured.warning.shared": "The load generator and the servers shared the cores. The ratios "
    "hold for both sides alike; the rates would be higher with cores apart.",
    # a visitor’s own run beside ours
    "own.title": "Your own run beside ours",
    "own.how": "Measure with {command}, then choose the file that it wrote, or drop it anywhere "
    "on this page. It is read in your browser and sent nowhere.",
    "own.choose": "A run’s file (JSON)",
    "own.caption": "Your run of {date} ({processor}) beside ours: what was found, with its "
    "95\u00a0% interval",
    "own.test": "Test",
    "own.ours": "Ours",
    "own.yours": "Yours",
    "own.shown.one": "{file}: {n} row is shown beside ours.",
    "own.shown.many": "{file}: {n} rows are shown beside ours.",
    "own.rough": "The run says of itself that it is rough: {reason}.",
    "own.refused": "{file} cannot be shown. {mistake}",
    "own.large": "It is larger than {n}\u00a0MB.",
    "own.json": "It is not JSON.",
    "own.kind": "It is no measured run: kind and version should be measured and 1.",
    "own.invalid": "The run says of itself that it is not valid: {reason}.",
    "own.empty": "It holds no valid rows.",
    "own.number": "{place} should be a number above 0, and is {value}.",
    "own.text": "{place} should be a text, and is {value}.",
    "own.known": "{place} should be one of {expected}, and is {value}.",
    "own.interval": "{place}: the interval does not hold the ratio.",
    "own.pairs": "{place} should hold at least 3 pairs of blocks.",
    "own.ratio": "{place} is {value}, but its blocks give {expected}.",
    "own.verdict": "{place} is {value}, but by its interval and the noise it should be {expected}.",
    # the machine, the software and the method
    "fact.processor": "Processor",
    "fact.processor.is.one": "{processor}, {n} core",
    "fact.processor.is.many": "{processor}, {n} cores",
    "fact.processor.virtual.one": "{processor}, {n} core, virtual machine",
    "fact.processor.virtual.many": "{processor}, {n} cores, virtual machine",
    "fact.governor": "Governor",
    "fact.governor.none": "not visible",
    "fact.load": "Load before and after",
    "fact.load.is": "{before} and {after}",
    "fact.system": "System",
    "fact.versions": "Versions",
    "fact.server": "Server",
    "fact.database": "Database",
    "fact.protocol": "Protocol",
    "fact.protocol.is.one": "{n} pair of blocks of {seconds}\u00a0s, {warm_up}\u00a0s of warm-up, "
    "fresh servers, seed {seed}",
    "fact.protocol.is.many": "{n} pairs of blocks of {seconds}\u00a0s in shuffled order, "
    "{warm_up}\u00a0s of warm-up, fresh servers for every pair, seed {seed}",
    "fact.revision": "Revision",
    "fact.revision.none": "unknown",
    "fact.revision.changed": "{revision} with changes",
    "fact.little": "Little’s law",
    "fact.little.is": "{low} to {high} of the connections were in use",
    "fact.generator": "Load generator",
    "fact.generator.is": "at most {share} of a core",
    "fact.wrk": "Beside wrk",
    "fact.wrk.is": "{ratio} of its rate ({low} to {high})",
}
