"""The twins: the same machine-learning service in two frameworks, file for file alike."""
