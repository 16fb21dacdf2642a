"""OKRs that stay in your spreadsheets: read, aligned, rolled up, judged, written back, reported."""

__version__ = "0.1.0"
