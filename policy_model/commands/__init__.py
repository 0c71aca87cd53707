"""Commands with files of their own, and what all commands share."""
