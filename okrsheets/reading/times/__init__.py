"""Times: the days and cycles that cells and headings name."""
