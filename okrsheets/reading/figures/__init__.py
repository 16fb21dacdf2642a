"""Figures: what cells and words say in numbers."""
