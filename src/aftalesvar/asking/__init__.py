"""From a question in Danish to an answer with its source."""
