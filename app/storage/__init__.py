"""All the SQL. Reading functions take `db`, writing functions take `change`; only `database` opens a file."""
