// Verdicts of the reader: right, wrong, a note, for a row of a release. Kept in this browser, saved as JSON Lines.
const STORE = "release-parser verdicts";
let verdicts = {};

function loadVerdicts() {
  try { verdicts = JSON.parse(localStorage.getItem(STORE) ?? "{}"); } catch { verdicts = {}; } // a page without storage keeps them until it is closed
}

function keepVerdicts() {
  try { localStorage.setItem(STORE, JSON.stringify(verdicts)); } catch { /* no storage, or full: they are kept until the page is closed */ }
}

const verdictOf = (number, id) => verdicts[index.key[number]]?.[id];
const hasVerdict = (number) => Object.keys(verdicts[index.key[number]] ?? {}).length > 0;

function verdictSign(number, id) {
  const verdict = verdictOf(number, id);
  if (!verdict) return [];
  const sign = verdict.verdict === "right" ? ["right", "✓ right"] : verdict.verdict === "wrong" ? ["wrong", "✗ wrong"] : ["", "✎"];
  return [make("span", { class: sign[0], title: verdict.note ?? "" }, sign[1] + (verdict.note && verdict.verdict ? " ✎" : ""))];
}

function judgeChosen(verdict) {
  if (!chosen) { byId("said").textContent = "Choose a row first."; return; }
  const { rule, label } = about(chosen);
  const kept = ((verdicts[index.key[current.number]] ??= {})[chosen] ??= {});
  Object.assign(kept, typeof verdict === "string" ? { verdict } : verdict, {
    release: current.record.id, source: current.record.source ?? null, item: chosen, list: label.list, span: label.span, rule, parser: current.record.parser, at: new Date().toISOString(),
  });
  if (kept.note === "") delete kept.note;
  keepVerdicts();
  byId(`verdict-${chosen}`).replaceChildren(...verdictSign(current.number, chosen));
  sayVerdict();
  countVerdicts();
}

function about(id) {
  const { list, item } = itemsOf(current.record).find((each) => each.item.id === id);
  const span = placeOf(list, item, current.record);
  return { rule: item.rule, label: { list, span: span ? current.record.text.slice(...span) : null } };
}

function askNote() {
  if (!chosen) { byId("said").textContent = "Choose a row first."; return; }
  byId("note-text").value = verdictOf(current.number, chosen)?.note ?? "";
  byId("note").showModal();
}

function sayVerdict() {
  const verdict = chosen && verdictOf(current.number, chosen);
  byId("said").textContent = chosen ? `${chosen}: ${verdict?.verdict ?? "no verdict"}${verdict?.note ? `, ‘${verdict.note}’` : ""}` : "";
}

function countVerdicts() {
  const count = Object.values(verdicts).reduce((sum, each) => sum + Object.keys(each).length, 0);
  byId("judged").textContent = count ? ` (${count})` : "";
}

function exportVerdicts() {
  const lines = Object.values(verdicts).flatMap((each) => Object.values(each)).map((verdict) => JSON.stringify(verdict));
  saveFile("verdicts.jsonl", lines.length ? `${lines.join("\n")}\n` : "");
}
