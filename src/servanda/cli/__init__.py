"""The command line. Each module imports what needs the database inside its commands, so that --help is quick."""
