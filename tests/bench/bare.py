"""The floor under the answers: a bare Flask view and one durable insert, under the same server, and nothing else.

No session, no forgery token, no template, no audit entry, no scoring: the page is a constant text, and the answer
is one row in an encrypted database with the same settings. Whatever Myelog takes longer, it takes for its promises.
"""

import sys
from pathlib import Path

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from app.commands.serving import Server, _options
from app.settings import Settings, load_settings
from app.storage.database import Database, Keys

PAGE = """<!doctype html><title>Question</title><form method="post">
<input type="hidden" name="csrf_token" value="-"><input type="hidden" name="key" value="-">{choices}</form>
""".format(
    choices="".join(f'<label><input type="radio" name="answer" value="{n}">{n}</label>' for n in range(5))
)


def make_bare_app(settings: Settings) -> Flask:
    """Two views and one table."""
    db = _database(settings)
    app = Flask("bare")

    @app.get("/tablet/sitting/<int:sitting_id>/item/<item_id>")
    def item(sitting_id: int, item_id: str) -> ResponseReturnValue:
        return PAGE

    @app.post("/tablet/sitting/<int:sitting_id>/item/<item_id>")
    def answer(sitting_id: int, item_id: str) -> ResponseReturnValue:
        with db.immediate() as connection:
            connection.execute(
                "insert into bare values (?, ?, ?)", (sitting_id, item_id, request.form["answer"])
            )
        return redirect("/", 303)

    return app


def _database(settings: Settings) -> Database:
    path = settings.instance / "bare.db"
    return Database(path, Keys(database=settings.key("database"), audit=b""))


def main(instance: Path, workers: int) -> None:
    """Serve it until ended, with the same options as `myelog serve`."""
    settings = load_settings(instance)
    _database(settings).connection.execute("create table if not exists bare (sitting_id, item, value)")
    Server(lambda: make_bare_app(settings), _options(settings, "127.0.0.1", 0, workers)).run()


if __name__ == "__main__":
    main(Path(sys.argv[sys.argv.index("--instance") + 1]), int(sys.argv[sys.argv.index("--workers") + 1]))
