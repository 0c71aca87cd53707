"""The officer check: one engine on numpy columns; a single officer is a roster of one."""
