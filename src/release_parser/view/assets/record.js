// The release that is read: its text on the left, what was found on the right, what does not hold on top.
let current = null; // {number, record}
let chosen = null; // id of the row that is chosen

// In a notebook's frame the page has no address of its own, and setting one is refused.
function setAddress(address) {
  try { history.replaceState(null, "", address); } catch { /* about:srcdoc */ }
}

const addressOf = (number, id) => `#${index.key[number]}${id ? `/${id}` : ""}`;
const itemsOf = (record) => Object.keys(index.lists).flatMap((list) => (record[list] ?? []).map((item) => ({ list, item })));

async function showRecord(number, { item = null, focus = false } = {}) {
  const record = await recordAt(number);
  current = { number, record };
  chosen = null;
  const box = byId("record");
  box.replaceChildren(make("button", { type: "button", class: "back", onclick: showList }, "‹ List"));
  if (record.failure) {
    const { source, stage, error } = record.failure;
    box.append(make("h2", {}, shown(source ?? "input")), make("p", { class: "failure" }, `Could not be ${stage === "read" ? "read" : stage === "write" ? "written" : "parsed"}: ${shown(error)}`));
  } else box.append(...drawn(record, number));
  document.title = `${shown(index.title[number])} · ${index.page}`;
  document.querySelector("main").classList.add("reading");
  markRow(number);
  if (item && chooseItem(item, { focus })) return;
  setAddress(addressOf(number));
  box.scrollTop = 0;
  if (focus) box.focus();
}

function drawn(record, number) {
  const from = make("p", { class: "from" }, shown([record.publisher, record.published, record.source].filter(Boolean).join(" · ")));
  if (/^https?:\/\//i.test(record.url ?? "")) from.append(" · ", make("a", { href: record.url, rel: "noopener noreferrer", target: "_blank" }, "original page"));
  const found = make("div", { class: "found" });
  found.append(...checks(record));
  const order = ["tallies", ...Object.keys(index.lists).filter((list) => list !== "tallies")];
  for (const list of order) {
    const items = record[list] ?? [];
    if (items.length) found.append(make("h3", {}, `${headingOf(list)} (${items.length})`), make("ol", {}, ...items.map((item) => row(list, item, record, number))));
  }
  if (!found.children.length) found.append(make("p", {}, "Nothing was found in this release."));
  const judge = make("div", { class: "judge", role: "group", "aria-label": "Verdict on the chosen row" },
    make("button", { type: "button", onclick: () => judgeChosen("right") }, "Right (y)"),
    make("button", { type: "button", onclick: () => judgeChosen("wrong") }, "Wrong (n)"),
    make("button", { type: "button", onclick: askNote }, "Note (m)"),
    make("button", { type: "button", id: "why", "aria-pressed": String(whyShown), onclick: toggleWhy }, "Why (w)"),
    make("output", { id: "said" }, "Choose a row to judge it."));
  return [make("h2", {}, shown(index.title[number])), from, make("div", { class: "both" }, markedText(record), make("div", {}, judge, found))];
}

const headingOf = (list) => (list === "non_claims" ? "Numbers that are no claims" : `${words(list)[0].toUpperCase()}${words(list).slice(1)}`);

function checks(record) {
  const broken = ["comparisons", "breakdowns"].flatMap((list) => (record[list] ?? []).filter((item) => item.consistent === false).map((item) => ({ list, item })));
  if (!broken.length) return [];
  return [make("h3", {}, "Does not hold"), ...broken.map(({ list, item }) => {
    const { said, facts } = describe(list, item, record);
    return make("p", { class: "broken" }, `${said}: `, facts.filter(([, value]) => value !== null && value !== undefined && value !== "").slice(0, -1).map(([label, value]) => `${label} ${value}`).join(" · "));
  })];
}

function row(list, item, record, number) {
  const { said, facts } = describe(list, item, record);
  const line = make("span", { class: "facts" });
  facts.filter(([, value]) => value !== null && value !== undefined && value !== "").forEach(([label, value], at) => line.append(at ? " · " : "", `${words(label)} `, make("b", {}, shown(value))));
  const button = make("button", { type: "button", class: "item", id: `item-${item.id}`, "data-list": list, onclick: () => chooseItem(item.id) }, make("span", { class: "said" }, shown(said)), line);
  const address = make("a", { class: "address", href: addressOf(number, item.id), "aria-label": `Address of ${item.id}`, onclick: (event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); chooseItem(item.id); } } }, item.id);
  return make("li", {}, button, make("span", { class: "verdict", id: `verdict-${item.id}` }, ...verdictSign(number, item.id)), address);
}

// Choose a row, show its place in the text, and put its address into the bar. False where there is no such row.
function chooseItem(id, { scrollText = true, focus = true } = {}) {
  const button = byId(`item-${id}`);
  if (!button) return false;
  document.querySelectorAll(".item[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  document.querySelectorAll(".text .hit, .text .around").forEach((each) => each.classList.remove("hit", "around"));
  chosen = id;
  button.setAttribute("aria-current", "true");
  if (focus) button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest" });
  const list = button.dataset.list, item = current.record[list].find((each) => each.id === id);
  const place = placeOf(list, item, current.record);
  const pieces = [...document.querySelectorAll(".text mark")].filter((mark) => mark.dataset.ids.split(" ").includes(id) || (place && +mark.dataset.from >= place[0] && +mark.dataset.from < place[1]));
  pieces.forEach((mark) => mark.classList.add(mark.dataset.ids.split(" ").includes(id) || !pieces.length ? "hit" : "around"));
  if (scrollText && pieces.length) pieces[0].scrollIntoView({ block: innerWidth > 1000 ? "center" : "nearest" });
  setAddress(addressOf(current.number, id));
  sayVerdict();
  drawWhy();
  return true;
}

function stepItem(by) {
  const buttons = [...document.querySelectorAll(".found .item")];
  if (!buttons.length) return;
  const at = buttons.findIndex((button) => button.id === `item-${chosen}`);
  const next = buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)];
  chooseItem(next.id.slice(5));
}

function showList() {
  document.querySelector("main").classList.remove("reading");
  byId("list").focus();
}
