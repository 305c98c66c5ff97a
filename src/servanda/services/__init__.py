"""The verbs: everything that changes what an installation holds."""
