"""The step that finds things on a page: one file for each kind of finding, with pure functions that take a `Page` and return mentions.

All offsets are characters of the page's text.
"""
