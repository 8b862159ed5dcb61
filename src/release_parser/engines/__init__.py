"""Engines run the parser: in this process, in several processes, or on a cluster.

Each takes documents and returns one `Release` or `Failure` for each, in input order. All of them run `batch`; `serial`, `processes` and `ray` carry
documents to it and records back.
"""
