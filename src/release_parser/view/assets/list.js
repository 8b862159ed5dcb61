// The list: only the rows that are seen exist. `hits` are the numbers of the records that the search and the filters leave.
const ROW = 58;
let hits = [], at = -1;

const FILTERS = ["force", "month", "kind", "topic", "operation", "rule"];
const chosenFilters = () => Object.fromEntries(FILTERS.map((name) => [name, byId(`filter-${name}`).value]));

function drawFilters() {
  for (const name of FILTERS) {
    const names = index.names[name];
    const counts = new Array(names.length).fill(0);
    index[name].forEach((values) => values.forEach((value) => { counts[value] += 1; }));
    const order = names.map((_, value) => value).sort((a, b) => (name === "month" ? (names[a] < names[b] ? 1 : -1) : counts[b] - counts[a] || (names[a] < names[b] ? -1 : 1)));
    const select = make("select", { id: `filter-${name}` }, make("option", { value: "" }, `any ${name}`), ...order.map((value) => make("option", { value }, `${shown(words(names[value]))} (${grouped(counts[value])})`)));
    select.setAttribute("aria-label", name);
    if (names.length) byId("choices").append(select);
    else { select.hidden = true; byId("choices").append(select); }
    select.addEventListener("change", () => applyFilters());
  }
}

function applyFilters({ keep = false } = {}) {
  const found = search(byId("query").value), filters = Object.entries(chosenFilters()).filter(([, value]) => value !== "").map(([name, value]) => [name, +value]);
  const broken = byId("broken").checked, failed = byId("failed").checked, unjudged = byId("unjudged").checked, sampled = drawnSample();
  hits = [];
  for (let number = 0; number < index.title.length; number++) {
    if (found && !found[number]) continue;
    if (broken && !index.broken[number]) continue;
    if (failed && !index.failed[number]) continue;
    if (unjudged && hasVerdict(number)) continue;
    if (filters.every(([name, value]) => index[name][number].includes(value))) hits.push(number);
  }
  if (sampled) hits = sampled(hits);
  const active = filters.length + broken + failed + unjudged + (sampled ? 1 : 0);
  byId("active").textContent = active ? ` (${active})` : "";
  byId("hits").textContent = hits.length ? `${grouped(hits.length)} of ${grouped(index.title.length)} ${index.title.length === 1 ? "release" : "releases"}` : "Nothing found. Fewer words or filters find more.";
  byId("list").hidden = !hits.length;
  if (!keep) byId("list").scrollTop = 0;
  at = current ? hits.indexOf(current.number) : -1;
  drawRows();
}

function drawRows() {
  const list = byId("list"), spacer = byId("spacer");
  spacer.style.height = `${hits.length * ROW}px`;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4), last = Math.min(hits.length, first + Math.ceil(list.clientHeight / ROW) + 9);
  const rows = [];
  for (let place = first; place < last; place++) rows.push(listRow(place));
  spacer.replaceChildren(...rows);
  if (at >= first && at < last) list.setAttribute("aria-activedescendant", `row-${at}`);
  else list.removeAttribute("aria-activedescendant");
}

function listRow(place) {
  const number = hits[place];
  const claims = index.claims[number];
  const facts = [index.failed[number] ? "failed" : `${grouped(claims)} ${claims === 1 ? "claim" : "claims"}`, index.names.month[index.month[number][0]], index.names.force[index.force[number][0]]].filter(Boolean);
  const line = make("span", {}, shown(facts.join(" · ")));
  if (index.broken[number]) line.append(" ", make("span", { class: "flag", style: "display:inline" }, "· does not hold"));
  const row = make("div", { class: "row", role: "option", id: `row-${place}`, "aria-selected": place === at ? "true" : "false", "aria-posinset": place + 1, "aria-setsize": hits.length, onclick: () => go(place) }, make("b", {}, shown(index.title[number])), line);
  row.style.top = `${place * ROW}px`;
  return row;
}

function go(place, options = {}) {
  if (!hits.length) return;
  at = Math.min(Math.max(place, 0), hits.length - 1);
  revealRow();
  showRecord(hits[at], options);
}

function revealRow() {
  const list = byId("list"), top = at * ROW;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
}

function markRow(number) {
  at = hits.indexOf(number);
  if (at >= 0) revealRow();
  drawRows();
}

// A sample of what is left, the same for the same seed.
let sampleOf = null;
function drawnSample() {
  if (!sampleOf) return null;
  return (numbers) => {
    let state = sampleOf.seed >>> 0;
    const chance = () => { // mulberry32
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    const kept = [...numbers];
    for (let place = kept.length - 1; place > 0; place--) {
      const other = Math.floor(chance() * (place + 1));
      [kept[place], kept[other]] = [kept[other], kept[place]];
    }
    return kept.slice(0, sampleOf.size);
  };
}
