"""The Danish language alone: numbers, dates, years, words, sentences, hyphens. Knows no agreement."""
