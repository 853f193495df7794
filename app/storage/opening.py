"""Opening the database of an instance."""

from app.errors import StorageError
from app.settings import Settings
from app.storage.database import Database, Keys


def open_database(settings: Settings) -> Database:
    """The instance's database; StorageError if it is missing or a migration has not run."""
    if not settings.database_path.exists():
        raise StorageError(f"There is no database at {settings.database_path}. Run: myelog init")
    db = database_of(settings)
    if pending := db.pending_migrations():
        raise StorageError(f"The database is not up to date ({', '.join(pending)}). Run: myelog migrate")
    return db


def database_of(settings: Settings) -> Database:
    """The instance's database as it is, made if it is not there yet."""
    return Database(
        settings.database_path, Keys(database=settings.key("database"), audit=settings.key("audit"))
    )
