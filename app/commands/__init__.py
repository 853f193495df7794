"""The commands of `myelog`, each module loaded only when one of its commands runs."""
