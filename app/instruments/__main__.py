"""`python -m app.instruments` releases what is new in the library: from then on it never changes."""

import sys

from app.instruments.releases import release, release_faults

if __name__ == "__main__":
    faults = release_faults()
    if faults:
        sys.exit("\n".join(faults))
    print("\n".join(release()) or "Nothing is new.")  # noqa: T201  # the whole purpose of this module
