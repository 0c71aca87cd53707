"""What the pages share: look, labels, tables, charts, links, downloads and the cached loaders.

It imports public names of `policy_model` only; nothing there imports it. A page is never imported.
"""
