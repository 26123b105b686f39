"""From a mention to the one thing that it names, or to none with the candidates kept."""
