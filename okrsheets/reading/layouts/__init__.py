"""Layouts: how a table, a form or a list tells its objectives from its key results."""
