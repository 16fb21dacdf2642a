"""Words: the vocabulary of sheets, and how the words of cells are taken apart."""
