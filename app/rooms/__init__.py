"""One room per role: the pages of patients, coordinators, investigators, monitors, and everyone's account."""
