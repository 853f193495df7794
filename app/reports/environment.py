"""The templates of the summary: everything escaped, nothing undefined passed over."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

REPORT_TEMPLATES = Path(__file__).parent / "templates"
TEMPLATES = Environment(
    loader=FileSystemLoader(REPORT_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
