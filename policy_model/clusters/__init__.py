"""The officer check on engines that spread work over machines: their own maps of one function.

Nothing here distributes. Rows do not depend on one another, so a map of `check_batch` over the
parts that the engine makes gives what one machine gives.
"""
