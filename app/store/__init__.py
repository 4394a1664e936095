"""Tables, queries, migrations and the transaction."""
