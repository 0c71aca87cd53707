"""Rules that hold between records. Each module is one family and yields every problem it finds."""
