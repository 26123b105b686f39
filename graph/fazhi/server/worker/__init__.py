"""A process that opens the store, answers one job after another, and may be killed at any moment."""
