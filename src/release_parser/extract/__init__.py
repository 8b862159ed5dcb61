"""One file per kind: pure functions that read a `Page` and give mentions, in characters of the page's text."""
