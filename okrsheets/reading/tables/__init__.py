"""Tables: where they stand on a tab, and what their columns and rows are."""
