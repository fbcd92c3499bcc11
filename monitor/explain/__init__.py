"""What was read in one passage and why, for people who tune a topic: told, and nothing stored."""
