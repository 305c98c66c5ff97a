"""The tables. Only `services.ledger` writes the ledger and only `queries.ledger` reads it."""
