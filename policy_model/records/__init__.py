"""Typed, bounded, immutable records of everything in `data/`."""
