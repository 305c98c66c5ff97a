"""The tests of Servanda; they mirror src/servanda."""
