"""Mentions to links: claim to entity, period, place and operation; quote to speaker; claims to comparisons. Pure functions."""
