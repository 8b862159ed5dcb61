"""Measures the parser: marked sentences, gold sets, readers' verdicts, and what changed between two versions."""
