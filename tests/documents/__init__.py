"""The tests of servanda.documents."""
