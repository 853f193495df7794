"""`myelog verify`: proof that nothing stored was lost or silently changed."""

import click

from app.actions.verifying import verify_record
from app.commands.instance import database


@click.command()
@click.option(
    "--from", "head", metavar="HEAD", help="A chain head noted elsewhere, for example on a printed summary."
)
def verify(head: str | None) -> None:
    """Check file, audit chain, rows and scores; exit 1 names the first fault."""
    proof = verify_record(database(), head)
    click.echo(
        f"Verified: {proof.pages} pages, {proof.entries} audit entries with all their rows, "
        f"{proof.sittings} sittings scored again. Chain head: {proof.head}"
    )
