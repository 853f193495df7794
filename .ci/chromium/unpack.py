"""unpack.py FROM TO: unpacks the browser inside @sparticuz/chromium, with the libraries it draws with."""

import io
import sys
import tarfile
from pathlib import Path

import brotli


def unpack(source: Path, target: Path) -> None:
    """Write the browser to target/chromium, and its libraries beside it, where it looks for them."""
    target.mkdir(parents=True, exist_ok=True)
    browser = target / "chromium"
    browser.write_bytes(brotli.decompress((source / "chromium.br").read_bytes()))
    browser.chmod(0o755)
    libraries = brotli.decompress((source / "swiftshader.tar.br").read_bytes())
    with tarfile.open(fileobj=io.BytesIO(libraries)) as archive:
        archive.extractall(target, filter="data")


unpack(Path(sys.argv[1]), Path(sys.argv[2]))
