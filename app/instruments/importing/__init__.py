"""Other people's questionnaires into drafts: FHIR Questionnaires and REDCap dictionaries, read leniently.

`documents` knows what a file is; `fhir` and `redcap` make a `Draft` of it; `fitting` lays a draft beside a
definition that is already there; `writing` makes TOML of both. Nothing here invents licence, references or
scoring: those are left to a person, and `myelog instruments check` asks for them.
"""
