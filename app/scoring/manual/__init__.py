"""An instrument's manual: what it asks, how it is scored and on whose authority.

One set of sentences for the command line (`lines`), for JSON (`facts`) and for the monitor's page.
"""

from app.scoring.manual.facts import manual_of
from app.scoring.manual.lines import manual_lines

__all__ = ["manual_lines", "manual_of"]
