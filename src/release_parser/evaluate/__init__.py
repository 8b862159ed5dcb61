"""How good the parser is: marked cases, gold sets, verdicts of readers, and what changed between two versions."""
