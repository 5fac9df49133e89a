"""What-if answers as tables of words: said once for each question, shown as a card in a notebook and as text."""
