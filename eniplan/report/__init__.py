"""What a person sees: summaries and charts."""
