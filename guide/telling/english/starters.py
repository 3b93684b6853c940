"""The page of the starter project."""

PHRASES = {
    # the starter project’s page
    "start.title": "Your starter project",
    "start.summary": "A small project for these answers that runs and passes its tests: what is in "
    "it and why, every file to read, and the download.",
    "start.noscript": "Without its JavaScript this page cannot make your project.",
    "start.first.then": "The project below is for you if you decide otherwise.",
    "start.lead": "A small service in {framework} for {format}, with what your answers ask for: "
    "{files}, {lines}, {packages}.",
    "start.lead.unanswered": "Nothing is answered yet, so the choice starts with {first}. This is "
    "a small service in {framework} for {format}: {files}, {lines}, {packages}.",
    "start.files.one": "{n} file",
    "start.files.many": "{n} files",
    "start.lines.one": "{n} line",
    "start.lines.many": "{n} lines",
    "start.packages.one": "{n} pinned package",
    "start.packages.many": "{n} pinned packages",
    "start.framework": "Framework",
    "start.format": "Kind of model",
    "start.show": "Show this one",
    "start.parts": "What is in it, and why",
    "start.always": "A prediction",
    "start.always.says": "POST /predict with checked input, problem documents, OpenAPI, health "
    "checks, tests and a Dockerfile.",
    "start.part": "{says} Why: {reason}",
    "start.reason.answers": "you answered {answers}.",
    "start.reason.answer": "“{label}” to “{ask}”",
    "start.reason.with": "it comes with {names}.",
    # at the end of the project’s README
    "start.why": "Why each part is here",
    "start.why.none": "Your answers ask for nothing beyond the prediction itself.",
    "start.get": "Get it",
    "start.download": "Download the project",
    "start.model": "Your model’s file, if you have one here: drop it on this page, or choose it. "
    "It is put into the archive in your browser, and sent nowhere.",
    "start.unread": "{file} cannot be read. It has changed since you chose it, is a folder, or is "
    "too large for this browser. Choose it again, or add it to the project later.",
    "start.ways": "The same in a terminal:",
    "start.then": "Unpack the archive. In its folder {folder}, with Python 3.11 or newer:",
    "start.then.tests": "The first sets everything up, serves and asks for a first prediction; the "
    "second runs the tests.",
    "start.sizes": "The frameworks in numbers",
    "start.sizes.head": "Framework",
    "start.sizes.files": "Files",
    "start.sizes.lines": "Lines",
    "start.sizes.packages": "Packages",
    "start.files": "The files",
    "start.file": "{path}, {lines}",
    "start.back": "Back to the result",
}
