"""The tablet, page by page."""
