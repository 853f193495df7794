"""Who takes part, when they are asked, and who may do what: pure values and decisions."""
