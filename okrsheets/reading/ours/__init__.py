"""Ours: the columns that we wrote ourselves, found and cut out before anything is read."""
