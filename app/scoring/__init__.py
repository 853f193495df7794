"""What answers mean: exact arithmetic, rounded once, each score with its status, rule and instrument."""
