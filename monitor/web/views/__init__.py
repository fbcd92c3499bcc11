"""What each page shows: drawn from the store in questions that are bounded by what a page holds."""
