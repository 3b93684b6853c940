"""The attack lab. What is said of one attack alone stands in the demos’ `attacks.yaml`."""

PHRASES = {
    "lab.title": "The attack lab",
    "lab.summary": "Take away the one line that stops an attack, and watch it succeed.",
    "lab.card": "Three attacks, each with the line that stops it and without",
    "lab.lead": "Three attacks, and in each service the one line that stops each of them. Take the "
    "line away, and the attack succeeds. It does so in a copy of the service with a process and a "
    "database of its own, which is gone once it has answered.",
    "lab.always": "Only a copy can lack a line. The services themselves have no switch for it.",
    "lab.protection": "The line that stops it",
    "lab.on": "there",
    "lab.off": "taken away",
    "lab.run": "Attack both copies",
    "lab.running": "The copies are being made and attacked. This takes some seconds.",
    "lab.ran": "Ran just now, on copies that are gone again.",
    "lab.refused": "Not accepted, because it is over the limit: {label}.",
    "lab.busy.one": "Somebody else is attacking right now, or you have used your share. Please try "
    "again in {n} second.",
    "lab.busy.many": "Somebody else is attacking right now, or you have used your share. Please "
    "try again in {n} seconds.",
    "lab.gone": "The server does not answer. Is it still running?",
    "lab.there": "With the line",
    "lab.away": "Without the line",
    "lab.stopped": "Stopped.",
    "lab.succeeded": "The attack succeeded.",
    "lab.none": "The attack did not succeed, though nothing was there to stop it.",
    "lab.harmless": "There was nothing harmful in it.",
    "lab.guards": "Line {n} of {file} stops it:",
    "lab.removed": "The copy lacks line {n} of {file}:",
    "lab.replaced": "In the copy, line {n} of {file} reads otherwise:",
    "lab.code": "{file} in {name}",
    "lab.answered": "Answers: {statuses}.",
    "lab.drawn": "The page of {name} afterwards",
    "lab.raw": "As it was sent",
    "lab.raw.of": "The page of {name} as it was sent",
    "lab.from": "The demo {demo} sends these attacks to the services themselves, which stop them.",
    "lab.link": "Take the protections away, in {lab}.",
}
