"""Measurements: ratios of two things run in turn; see README.md."""
