"""Engines: who parses. Each takes documents and gives one `Release` or `Failure` for each, in input order.

`batch` is what all of them run; `serial`, `processes` and `ray` carry documents to it and records back.
"""
