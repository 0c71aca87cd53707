"""Files from outside as plain data that know their lines; nothing in them is trusted."""
