"""The pages of the live demos. What is said of one demo alone stands in the demos’ catalogue."""

PHRASES = {
    # the list
    "demos.title": "Demos",
    "demos.summary": "The same small service in each framework, side by side, with its source.",
    "demos.lead": "One small machine-learning service, written twice, as people write it in "
    "{names}. See what both answer to the same requests, and read the source that answered.",
    "demos.lines": "Lines of code: {lines}",
    "demos.lines.all": "Lines of code in all: {lines}",
    # what both answered
    "demo.criterion": "It matters for the question {title}.",
    "demo.off": "The demos do not run here.",
    "demo.off.how": "To run them on a machine of yours: {command}. Below is what they answered "
    "when they were recorded.",
    "demo.ask": "Ask both",
    "demo.run": "Run on both",
    "demo.wrong": "Send what is wrong, too: nothing is checked before it is sent.",
    "demo.answered": "What both answered",
    "demo.ran": "Both ran now.",
    "demo.ran.once": "Both ran now, for a visitor of this one run.",
    "demo.refused": "Not sent, because it is too long or cannot be printed: {labels}.",
    "demo.failed": "That did not work: {error}",
    "demo.gone": "The server does not answer: it has stopped, or the network is gone. Some of what "
    "stands below may be from before.",
    "demo.recorded": "Recorded on {date}.",
    "demo.recorded.run": "Recorded on {date}; run it to see what they answer now.",
    "demo.times": "A time is that of one request, on one machine, at that moment: not a "
    "measurement. For measurements, see the {benchmarks}.",
    "demo.times.benchmarks": "benchmarks",
    "demo.request": "Request to {name}",
    "demo.answer": "Answer of {name}",
    "demo.raw": "The answer as it was sent",
    "demo.headers.of": "Headers of {name}",
    "demo.body.of": "Body that {name} sent",
    "demo.page.of": "The page that {name} answered with",
    "demo.empty": "Nothing came back with it.",
    "demo.made": "Made by",
    "demo.line": "{file}, line {first}",
    "demo.lines": "{file}, lines {first} to {last}",
    "demo.worked": "Had it worked, {what}",
    "demo.landed": "after being sent on to {path}",
    "demo.look": "In the page’s source: {part}",
    "demo.server": "{n}\u00a0ms in the server",
    "demo.browser": "{n}\u00a0ms in the browser",
    "demo.both": "{server}, {browser}",
    "demo.pages": "Pages to try by hand:",
    # what happened in one request, and who answered the same
    "outcome.both": "Both {did}.",
    "outcome.each": "{name} {did}",
    "outcome.join": "; ",
    "outcome.status": "answered with {status}",
    "outcome.detail": "answered with {status}: “{detail}”",
    "outcome.stopped": "Stopped by",
    "outcome.meant": "Meant to stop it:",
    "alike.status": "They did not answer the same: {values}.",
    "alike.kind": "They did not send the same: {values}.",
    "alike.value": "{name} {value}",
    "alike.empty": "Neither sent anything with it.",
    "alike.text": "The same text, to the letter.",
    "alike.json": "The same JSON, to the letter.",
    "alike.order": "The same JSON; only the order of keys or the spacing differs.",
    "alike.page": "The pages say the same.",
    "alike.differs": "Not the same: {why}",
    "alike.text.other": "Not the same text.",
    "alike.json.other": "The same JSON but for this:",
    "alike.page.other": "The pages do not say quite the same:",
    "alike.page.said": "But for that, the pages say the same.",
    "alike.only": "Only {name}:",
    "alike.none": "nothing",
    "alike.more": "and {n} more",
    "kind.json": "JSON",
    "kind.page": "a page",
    "kind.text": "text",
    "kind.empty": "nothing",
    # what each does, and its source
    "demo.does": "What each does",
    "demo.does.table": "Table of what each does",
    "demo.does.about": "About",
    "demo.source": "The source of both",
    "demo.source.running": "These are the files that are running, function beside function. A bar "
    "marks the lines that the other one does not have. What this demo does not use is folded away.",
    "demo.source.shown": "These are the files that come with this site, function beside function. "
    "A bar marks the lines that the other one does not have. What this demo does not use is folded "
    "away.",
    "demo.source.lines": "Lines of code that it uses, without comments, docstrings and blank ones: "
    "{lines}.",
    "demo.source.lines.same": "Lines of code that it uses, without comments, docstrings and blank "
    "ones: {lines}; {same} of them are the same in both.",
    "demo.source.borrowed": "Also used in {name}, and not counted here: {files}.",
    "demo.file.same.one": "the same in both, {n} line",
    "demo.file.same.many": "the same in both, {n} lines",
    "demo.file.all": "In both",
    "demo.file.none": "none",
    "demo.file.lines": "{name} {n}",
    "demo.file.of": "{file} in {name}",
    "demo.file.beside": "Here for a line that stops an attack, and not counted: most of it came "
    "with the project.",
    "demo.file.missing": "{name} needs no such file.",
    "demo.file.routes": "In {name} the routes stand on the views.",
    "demo.file.rest": "The rest of {file}, which this demo does not use",
    "demo.file.nothing": "Nothing in this place in {name}",
    "demo.copy": "Copy",
    "demo.copied": "Copied",
    # how large each is
    "demo.all": "In all",
    "demo.all.service": "The whole service",
    "demo.all.lines": "Lines of code",
    "demo.all.accounts": "of which accounts",
    "demo.all.says": "A service of this size, with accounts, forms and an admin site, takes about "
    "as many lines in each. What Flask leaves out comes back as lines of your own or as packages.",
    "demo.packages": "Packages to install",
    "demo.memory": "Memory after the first answer",
    "demo.megabytes": "{n}\u00a0MB",
    "demo.milliseconds": "{n}\u00a0ms",
    "demo.percent": "{n}\u00a0%",
    "sizes.title": "Lines and files",
    "sizes.running": "Lines with code on them: no comments, docstrings or blank lines. A part of "
    "them is the same in both, because it has nothing to do with a framework: the models, the "
    "checks, the feature store. Those that the other one does not have are its own. Counted from "
    "the files that are running.",
    "sizes.shown": "Lines with code on them: no comments, docstrings or blank lines. A part of "
    "them is the same in both, because it has nothing to do with a framework: the models, the "
    "checks, the feature store. Those that the other one does not have are its own. Counted from "
    "the files that come with this site.",
    "sizes.table": "Table of lines and files",
    "sizes.demo": "Demo",
    "sizes.lines": "lines",
    "sizes.own": "own",
    "sizes.files": "files",
    "sizes.shared": "A file that serves several demos counts in each, with what that demo uses of "
    "it.",
    "sizes.generated.one": "{name} wrote {n} more line itself: the migrations.",
    "sizes.generated.many": "{name} wrote {n} more lines itself: the migrations.",
    "needs.title": "Packages and start-up",
    "needs.says": "Counted on {date}. What each installs is what it imports or names in its "
    "settings, and all that this needs in turn. A start is a new process, the median of three; the "
    "first answer is the one to the JSON demo, before any model is loaded.",
    "needs.table": "Table of packages and start-up",
    "needs.size": "Their size on disk",
    "needs.only": "Only in this one",
    "needs.only.here.one": "{n} package, {size}\u00a0MB",
    "needs.only.here.many": "{n} packages, {size}\u00a0MB",
    "needs.import": "Import",
    "needs.answer": "Until the first answer",
    "needs.memory": "Memory then",
    "needs.mounted": "Speed inside this site, by processor time, compared with running alone",
    "needs.demos": "What each demo would need on its own",
    "needs.demos.table": "Table of packages and import by demo",
    "needs.demos.packages": "packages",
    "needs.demos.import": "import, ms",
    "needs.demos.cell": "{n}, {size}\u00a0MB",
    "needs.demos.says": "An import is that of the demo’s own modules and of all that these import, "
    "in a new process, the faster of two. A module that serves several demos counts in each. Where "
    "a demo uses only a part of one, as of {file}, what this part imports counts. So does what "
    "Django sets up before any of them, the admin among it.",
    "needs.packages": "Packages of {name}",
    "needs.package": "{name}, {size}\u00a0MB",
}
