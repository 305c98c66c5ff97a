"""Where an installation lives and how it is set up, from the environment."""
