"""One module a facet: from a passage to drafts of claims. Rules of language and role; the
domain's words come from the topic."""
