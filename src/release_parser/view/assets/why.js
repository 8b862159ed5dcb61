// Why a row says what it says: the rules that gave its fields, below the chosen row.
let whyShown = false;

function reasons(list, item, record) {
  const explained = record.why?.[item.id];
  if (explained) return explained.map(([name, value, rule, about, also]) => ({ name, value, rule, about: index.abouts[about], also }));
  if (list === "non_claims") return [{ name: "no claim", rule: item.rule, about: index.abouts[item.about], also: [] }];
  return item.rule ? [{ name: "found by", rule: item.rule, about: index.rules[item.rule], also: [] }] : [];
}

function drawWhy() {
  document.querySelectorAll(".found .why").forEach((each) => each.remove());
  byId("why").setAttribute("aria-pressed", String(whyShown));
  if (!whyShown || !chosen) return;
  const button = byId(`item-${chosen}`), list = button.dataset.list;
  const item = current.record[list].find((each) => each.id === chosen);
  const lines = reasons(list, item, current.record).filter(({ value, rule, about }) => value || rule || about);
  const box = make("dl", {}, ...lines.flatMap(({ name, value, rule, about, also }) => [
    make("dt", {}, words(name)),
    make("dd", {}, make("b", {}, shown(value ?? "")), value ? " " : "", make("code", {}, rule ?? "no rule"), about ? ` ${shown(about)}` : "", also?.length ? make("i", {}, ` Also spoke: ${also.join(", ")}.`) : ""),
  ]));
  const rest = list === "claims" && !current.record.why?.[chosen] ? make("p", {}, `Which rule gave each field says `, make("code", {}, `release-parser explain FILE ${chosen}`), `, or a page that was made with `, make("code", {}, "--explain"), ".") : null;
  button.closest("li").after(make("li", { class: "why", "aria-label": `Why ${chosen}` }, make("div", {}, box, rest)));
}

function toggleWhy() {
  if (!chosen && !whyShown) { byId("said").textContent = "Choose a row first."; return; }
  whyShown = !whyShown;
  drawWhy();
}
