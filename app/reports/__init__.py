"""The patient summary: record -> content -> HTML -> PDF. Pure but for the printing; no Flask, no SQL, no clock."""
