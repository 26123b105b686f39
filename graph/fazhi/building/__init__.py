"""The parts of a build: which files, which versions, what follows from them, what is told of it."""
