"""The officer check beside its peers, on generated rosters; see ../README.md."""
