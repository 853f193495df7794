"""What axe finds on a page: WCAG 2.2 A and AA and best practices; for the tablet AAA as well."""

import json
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path("app/web/assets/node_modules/axe-core/axe.min.js")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
STRICT = (*RULES, "wcag2aaa", "wcag21aaa", "wcag22a", "wcag22aaa")


def axe_faults(page: Page, rules: tuple[str, ...] = RULES) -> list[str]:
    """Every violation with the elements it is about; empty where axe finds nothing."""
    page.evaluate(SCRIPT.read_text("utf-8"))
    options = json.dumps({"runOnly": rules, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options})")
    assert found["passes"], "axe did not run"
    return [
        f"{page.url}: {fault['id']}: {fault['help']}: {node['html']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
