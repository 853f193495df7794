"""What can be done: one verb = one transaction = one audit entry. Nothing else writes."""
