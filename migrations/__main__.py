"""`python -m migrations` writes `schema.sql` anew: the schema that all migrations together make."""

from sqlcipher3 import dbapi2

from migrations import HERE, migrate, schema_of

if __name__ == "__main__":
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(connection)
    (HERE / "schema.sql").write_text(schema_of(connection), "utf-8")
