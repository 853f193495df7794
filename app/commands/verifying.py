"""`myelog verify`: proof that nothing stored was lost or silently changed."""

import click

from app.actions.verifying import verify_record
from app.commands.instance import database


@click.command()
@click.option(
    "--from",
    "head",
    metavar="HEAD",
    help="A chain head noted elsewhere, such as on a printed summary: the 12 digits of its footer, or all 64.",
)
def verify(head: str | None) -> None:
    """Check file, audit chain, rows, scores and adaptive paths. Exit code 1 names the first fault."""
    proof = verify_record(database(), head)
    click.echo(
        f"Verified: {proof.pages} pages, {proof.entries} audit entries with all their rows, "
        f"{proof.sittings} sittings scored again ({proof.void} of them void), "
        f"{proof.paths} adaptive paths walked again. "
        f"Chain head: {proof.head}"
    )
