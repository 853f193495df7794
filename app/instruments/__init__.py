"""Instruments as data: a definition file for structure and scoring, a wording file per locale."""
