"""Across tables: what only several tables, tabs or files say together."""
