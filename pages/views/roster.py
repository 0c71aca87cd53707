"""Roster: placeholder."""

from pages.ui import theme

theme.page_head("x", "y")
