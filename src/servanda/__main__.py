"""Runs the command line as `python -m servanda`."""

from servanda.cli.main import main

main()
