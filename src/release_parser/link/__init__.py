"""The step that joins what was found on a page: claims with what they count, when and where; quotes with speakers; claims with each other.

All functions here are pure: they take values of `text/`, `extract/` and `pipeline.syntax` and return new ones, and keep no state.
"""
