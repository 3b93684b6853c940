"""Counts of instructions and models that were tried, on the page about speed."""

PHRASES = {
    "counted.caption": "Instructions per request with {versions}; the ratio is {left} ÷ {right}. "
    "Below 1, {left} does less work.",
    "counted.matrix": "{left} ÷ {right}, instructions per request, by version. Below 1, {left} "
    "does less work.",
    "counted.every": "Every count, by version",
    "counted.test.with": "{test} ({database})",
    "counted.mixed": "It depends on the versions: {found}.",
    "counted.mixed.one": "{test}, {profile} ({left} ÷ {right} is {low} to {high})",
    "counted.beside": "{name} stands beside the two as a reference. It is asked in the same way, "
    "without a server, by its own interface (ASGI); what runs its event loop is counted.",
    "counted.postgresql": "Of PostgreSQL only what the service itself does is counted: the "
    "database works in a process of its own. SQLite works within the service’s.",
    "counted.less": "{fewer} needs less work than {more}. {found}",
    "counted.less.one": "In {test}, {profile}, it is {share} less.",
    "counted.same": "No difference beyond the noise: {found}.",
    "counted.same.one": "{test}, {profile}",
    "counted.next": "{found}; {more}",
    "counted.ratio": "Ratio",
    "counted.noise": "Against itself",
    "counted.itself.sqlite": "One service, counted again with another hash seed, differs from "
    "itself by at most {noise}. What is larger than that, and than {least}, is called a "
    "difference.",
    "counted.itself.postgresql": "With PostgreSQL it differs by at most {noise}: a service that "
    "waits for another process checks for its answer a varying number of times.",
    "counted.not": "What counts do not say: how long a request takes. They leave out waiting for "
    "others, the caches of the processor, the kernel, and what several threads or processes do at "
    "the same time. The instructions of the model’s own libraries are counted.",
    "counted.collected": "Python’s garbage was collected just before the counted requests. What is "
    "collected while they run is counted.",
    "counted.python": "Another version of Python or of a framework gives other counts, so each "
    "table names its own.",
    "counted.run": "{date}, {processor}, {tool}, {how}, hash seeds {seeds}. "
    "To count again: {command}",
    "counted.how.alone": "around the requests alone",
    "counted.how.difference": "as the difference of two runs",
    "database.sqlite": "SQLite",
    "database.postgresql": "PostgreSQL",
    # ways to serve
    "served.none": "No run of ways to serve is recorded yet.",
    "served.caption.one": "{test}: requests per second with {n} client, and the 95\u00a0% "
    "interval below each.",
    "served.caption.many": "{test}: requests per second with {n} clients, and the 95\u00a0% "
    "interval below each.",
    "served.server": "Served by",
    "served.requests": "Requests/s",
    "served.limit": "Ceiling",
    "served.way.gunicorn.wsgi": "gunicorn with threads",
    "served.way.gevent.wsgi": "gunicorn with gevent",
    "served.way.granian.wsgi": "granian with threads",
    "served.way.granian.asgi": "granian (ASGI)",
    "served.way.uvicorn.asgi": "uvicorn (ASGI)",
    "served.with": "{server}, {database}",
    "served.waiting": "What differs is how a request waits. {gains}",
    "served.gain": "{name} answered {times} times as many requests behind {best} as behind {slow} "
    "(95\u00a0% interval {low} to {high}).",
    "served.faster": "Behind the same server {left} answered {extent} times the requests of "
    "{right} (95\u00a0% intervals from {low} to {high}).",
    "served.alike": "Behind the same server no difference between {left} and {right} could be told "
    "from chance: {left} ÷ {right} is {extent} (95\u00a0% intervals from {low} to {high}).",
    "served.mixed": "Behind the same server {left} ÷ {right} is {extent} (95\u00a0% intervals from "
    "{low} to {high}): what it is depends on the server.",
    "served.itself": "The same service behind the same server, started again, differed from itself "
    "by up to {noise}.",
    "served.ceiling.one": "{servers}: {n} request can wait at a time, so no more than {ceiling} a "
    "second are possible. Measured were {rates} (95\u00a0% intervals from {low} to {high}).",
    "served.ceiling.many": "{servers}: {n} requests can wait at a time, so no more than {ceiling} "
    "a second are possible. Measured were {rates} (95\u00a0% intervals from {low} to {high}).",
    "served.rates": "{server}: {rates}.",
    "served.rate": "{name} {rate} requests/s ({low} to {high})",
    "served.why.one": "The other server takes {seconds}\u00a0s. A thread that waits for it can do "
    "nothing else; with greenlets (gevent) or ASGI one thread can wait for many clients. Under "
    "ASGI the view is written for it, with async and await.",
    "served.why.many": "The other server takes {seconds}\u00a0s. A thread that waits for it can do "
    "nothing else; with greenlets (gevent) or ASGI each of the {n} clients can wait at the "
    "same time. With {n} threads they could, too. Under ASGI the view is written for it, with "
    "async and await.",
    "served.run.one": "{date}, {processor}, {versions}. Workers: {workers}; threads, where there "
    "are any: {threads}. {n} block of {seconds}\u00a0s for each way, each with a new server. To "
    "measure again: {command}",
    "served.run.many": "{date}, {processor}, {versions}. Workers: {workers}; threads, where there "
    "are any: {threads}. {n} blocks of {seconds}\u00a0s for each way, each with a new server, in "
    "shuffled rounds. To measure again: {command}",
    # models that were tried
    "tried.caption": "{model}: thousandths of a request",
    "tried.model": "The model",
    "tried.framework": "The framework",
    "tried.json": "JSON",
    "tried.worker": "Memory of a worker",
    "tried.part": "{n}",
    "tried.memory": "{n}\u00a0MB",
    "tried.note": "{date}, {processor}, {python}. The load of the machine was {load}, and the same "
    "model took {noise} times as long in one project as in another.",
    "counted.thousand": "{n}\u00a0k",
    "counted.million": "{n}\u00a0M",
    "counted.percent": "{n}\u00a0%",
}
