"""The word classes that tell what a quantity counts."""

# Nouns that only say that something is counted: what they count stands in their 'of' phrase.
CONTAINERS = frozenset(
    {
        "number",
        "total",
        "amount",
        "quantity",
        "figure",
        "majority",
        "volume",
        "sum",
        "value",
        "estimate",
        "level",
        "rate",
        "proportion",
        "percentage",
        "average",
        "maximum",
        "minimum",
        "worth",
        "variety",
        "range",
        "kind",
        "type",
    }
)
PEOPLE = frozenset({"man", "woman", "boy", "girl", "male", "female", "person", "people", "victim", "teenager", "youth", "suspect", "driver", "child", "resident", "offender", "defendant", "passenger", "pedestrian", "cyclist", "motorcyclist", "rider", "student", "pensioner", "adult", "member", "officer", "motorist", "schoolgirl", "schoolboy", "individual", "occupant", "juvenile", "friend", "brother", "sister", "son", "daughter", "mother", "father", "baby", "toddler", "couple", "thief", "burglar", "attacker", "robber", "intruder", "dealer", "group", "customer", "runner"})  # fmt: skip
DIMENSIONS = frozenset(
    {"speed", "weight", "height", "length", "distance", "depth", "width", "radius", "area", "size", "capacity"}
)
WORTH = frozenset(
    {"worth", "valued", "costing", "totalling", "totaling", "estimated", "weighing", "measuring", "containing", "value"}
)
CUSTODY = frozenset({"prison", "jail", "custody", "imprisonment", "detention", "jailed", "suspended"})
LEVEL_VERBS = frozenset({"increase", "rise", "fall", "drop", "reduce", "decrease", "decline", "grow", "narrow", "go", "climb", "jump", "double", "treble", "triple", "halve", "be", "stand", "reach", "total", "improve", "remain", "average", "quadruple", "come", "exceed", "amount", "soar", "plummet", "surge", "shrink", "widen", "slump", "slow"})  # fmt: skip
TIME_HEADS = frozenset(
    {
        "year",
        "month",
        "week",
        "quarter",
        "comparison",
        "period",
        "area",
        "time",
        "day",
        "decade",
        "county",
        "city",
        "half",
    }
)
TIMES = frozenset(
    {
        "time",
        "times",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "period",
        "yesterday",
        "today",
    }
)
# Nouns that are the size of a change: 'a 5 per cent rise'.
CHANGE_NOUNS = frozenset(
    {
        "rise",
        "increase",
        "fall",
        "drop",
        "reduction",
        "decrease",
        "decline",
        "jump",
        "growth",
        "cut",
        "rises",
        "increases",
        "reductions",
        "falls",
        "drops",
        "change",
        "improvement",
        "surge",
        "spike",
        "uplift",
        "decreases",
        "declines",
        "difference",
        "downturn",
        "upturn",
        "hike",
        "saving",
        "higher",
        "lower",
    }
)
