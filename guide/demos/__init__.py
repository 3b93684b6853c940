"""The twins: the same machine-learning service in two frameworks, file for file alike."""

IDS = (
    "json",
    "remote",
    "complete",
    "predict",
    "records",
    "features",
    "auth",
    "forms",
    "admin",
    "structure",
)
