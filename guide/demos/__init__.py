"""The twins: the same machine-learning service in two frameworks, file for file alike."""

from .catalogue import DEMOS, Demo, Difference, Input, Step, demo, named

IDS = tuple(entry.id for entry in DEMOS)

__all__ = ["DEMOS", "IDS", "Demo", "Difference", "Input", "Step", "demo", "named"]
