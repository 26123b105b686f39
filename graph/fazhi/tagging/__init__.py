"""From characters to mentions: rules propose, the trained tagger decides, linking names."""
