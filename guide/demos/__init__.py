"""The twins: the same machine-learning service in two frameworks, file for file alike."""

from .catalogue import DEMOS, Demo, Difference, Input, Step, demo

__all__ = ["DEMOS", "Demo", "Difference", "Input", "Step", "demo"]
