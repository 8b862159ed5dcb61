// What a row of the record says: {said, facts: [[label, value], …]}. Lists that are not named here show all their fields.
const UNITS_BEFORE = { GBP: "£", USD: "US$", EUR: "€", CAD: "CA$", AUD: "A$", NZD: "NZ$" };

function amount(quantity) {
  if (quantity.value === undefined) return quantity.vague ?? "";
  const number = grouped(quantity.value) + (quantity.upper === undefined ? "" : ` to ${grouped(quantity.upper)}`);
  const before = UNITS_BEFORE[quantity.unit];
  const one = number === "1" || /^(percent|metric_ton)$/.test(quantity.unit) || /_per_/.test(quantity.unit);
  const unit = !quantity.unit || before ? "" : ` ${words(quantity.unit)}${one ? "" : { foot: "", inch: "es" }[quantity.unit] ?? "s"}${quantity.kind === "age" ? " old" : ""}`;
  const bound = !quantity.bound || quantity.bound === "exactly" ? "" : `${words(quantity.bound)} `;
  return `${bound}${before ?? ""}${number}${unit}`;
}

// '34 arrests', '4 kilograms of heroin', but '45 to 49 years old · man', '20 percent · burglary'
const JOINS = { count: " ", mass: " of ", volume: " of " };

const rate = (quantity) => (quantity.per ? `${/^(per|an?|each|every)\b/i.test(quantity.per) ? "" : "per "}${quantity.per}` : "");

function time(period, text) {
  if (!period) return null;
  if (period.start && period.end) return period.start === period.end ? period.start : `${period.start} to ${period.end}`;
  const said = `‘${text.slice(...period.span)}’`;
  return period.start ? `since ${period.start}` : period.end ? `until ${period.end}` : said;
}

function describe(list, item, record) {
  const text = record.text, cut = (span) => (span ? text.slice(...span) : null);
  const spoken = (id) => { const claim = record.claims?.find((each) => each.id === id); return claim ? `${cut(claim.span)} (${id})` : null; };
  const holds = item.consistent === undefined ? null : item.consistent ? "yes" : "NO";
  switch (list) {
    case "claims": {
      const quote = record.quotes?.find((each) => each.id === item.quote);
      return {
        said: [[amount(item.quantity), item.measured_entity ? cut(item.measured_entity) : item.head].filter(Boolean).join(JOINS[item.quantity.kind ?? "count"] ?? " · "), rate(item.quantity)].filter(Boolean).join(" "),
        facts: [
          ["head", item.head], ["predicate", item.predicate], ["direction", item.direction], ["topic", item.topic], ["actor", cut(item.actor)],
          ["period", time(item.period, text)], ["place", cut(item.place)], ["operations", item.operations?.join(", ")], ["credited by", item.credit],
          ["speaker", quote && (quote.speaker?.person ?? "nobody named")], ["restates", item.restates], ["kind", item.quantity.kind ?? "count"], ["rule", rulesOf(item)],
        ],
      };
    }
    case "comparisons":
      return {
        said: [spoken(item.current), spoken(item.baseline)].filter(Boolean).join(" against "),
        facts: [["change", spoken(item.change)], ["again", spoken(item.restated)], ["direction", item.direction], ["levels give", item.expected_change], ["holds", holds], ["rule", item.rule]],
      };
    case "breakdowns":
      return {
        said: `${spoken(item.total)} = ${item.parts.map(spoken).join(" + ")}`,
        facts: [["parts", item.complete ? "all" : "some"], ["parts give", item.expected], ["holds", holds], ["rule", item.rule]],
      };
    case "tallies":
      return {
        said: `${words(item.topic)}: ${amount({ ...item, kind: undefined })} ${item.thing === "people" && item.value === 1 && item.upper === undefined ? "person" : item.thing ?? ""}`.trim(),
        facts: [["period", time(item.period, text)], ["from", item.claims.map(spoken).join(", ")], ["rule", item.rule]],
      };
    case "quotes":
      return { said: item.speaker?.person ?? "nobody named", facts: [["cue", cut(item.cue)], ["words", item.content.length > 240 ? `${item.content.slice(0, 240)}…` : item.content], ["rule", item.rule]] };
    case "non_claims":
      return { said: cut(item.span), facts: [["no claim", index.abouts[item.about]], ["rule", item.rule]] };
    case "people":
      return { said: [item.rank, item.name].filter(Boolean).join(" "), facts: [["role", item.role], ["of", item.organisation], ["rule", item.rule]] };
    default: {
      const plain = Object.entries(item).filter(([name, value]) => !["id", "name", "value", "span", "mentions", "rule"].includes(name) && typeof value !== "object");
      return { said: item.name ?? item.value ?? item.id, facts: [...plain, ["also", item.aliases?.join(", ")], ["mentions", item.mentions?.length], ["rule", item.rule]] };
    }
  }
}

// the rule that found it, and those that gave its fields where the record says so
const rulesOf = (item) => [item.rule, ...Object.entries(item.rules ?? {}).map(([field, rule]) => `${field}: ${rule}`)].join(", ");

// where a row's place in the text is
function placeOf(list, item, record) {
  const claim = (id) => record.claims?.find((each) => each.id === id)?.span;
  if (list === "comparisons") return claim(item.current) ?? claim(item.baseline) ?? claim(item.change);
  if (list === "breakdowns") return claim(item.total);
  if (list === "tallies") return claim(item.claims[0]);
  return item.span ?? item.spans?.[0] ?? item.mentions?.[0];
}
