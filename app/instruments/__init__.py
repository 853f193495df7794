"""Instruments as data: structure and scoring in a definition file, the owner's words in a wording file per locale."""
