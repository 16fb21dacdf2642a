"""Extraction: the values of OKRs, each with its cell, and where they belong."""
