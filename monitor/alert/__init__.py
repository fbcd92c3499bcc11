"""Tells at once, in a chat or by a webhook, of what a digest would tell tomorrow."""
