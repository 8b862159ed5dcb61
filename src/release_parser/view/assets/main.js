// Starts the page: unpack the index, draw the list, go to the address.
function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  byId("theme").textContent = dark ? "Light" : "Dark";
  byId("theme").dataset.next = dark ? "light" : "dark";
}

// '#1f2e…/c3': a release by the first digits of its id, and a row of it
function toAddress() {
  const [key, item] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (!key) return false;
  let number = index.key.indexOf(key);
  if (number < 0 && key.length >= 8) number = index.key.findIndex((each) => each.startsWith(key) || key.startsWith(each));
  if (number < 0) return false;
  if (current?.number === number && item) return chooseItem(item);
  showRecord(number, { item });
  return true;
}

function listen() {
  let waiting = 0;
  byId("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(applyFilters, 60); });
  byId("query").addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); clearTimeout(waiting); applyFilters(); go(0, { focus: true }); } });
  for (const id of ["broken", "failed", "unjudged"]) byId(id).addEventListener("change", () => applyFilters());
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("more").addEventListener("click", () => { const open = byId("filters").hidden; byId("filters").hidden = !open; byId("more").setAttribute("aria-expanded", String(open)); drawRows(); });
  byId("draw").addEventListener("click", () => { const size = +byId("size").value; sampleOf = size >= 1 ? { size: Math.floor(size), seed: Math.floor(+byId("seed").value) || 0 } : null; applyFilters(); });
  byId("clear").addEventListener("click", () => { sampleOf = null; byId("query").value = byId("size").value = ""; for (const id of ["broken", "failed", "unjudged"]) byId(id).checked = false; FILTERS.forEach((name) => { byId(`filter-${name}`).value = ""; }); applyFilters(); });
  byId("export").addEventListener("click", exportVerdicts);
  byId("ask").addEventListener("click", () => byId("help").showModal());
  byId("close").addEventListener("click", () => byId("help").close());
  byId("note-save").addEventListener("click", () => { judgeChosen({ note: byId("note-text").value.trim() }); byId("note").close(); });
  byId("note-cancel").addEventListener("click", () => byId("note").close());
  byId("theme").addEventListener("click", () => setTheme(byId("theme").dataset.next));
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("record").focus(); });
  byId("list").addEventListener("scroll", () => requestAnimationFrame(drawRows), { passive: true });
  addEventListener("resize", drawRows);
  addEventListener("hashchange", toAddress);
}

async function start() {
  setTheme(null);
  [index, postings] = await Promise.all([unpackJson("index"), unpack("postings")]);
  openIndex();
  loadVerdicts();
  byId("legend").append(...Object.entries(index.lists).flatMap(([list, letter]) => [make("dt", {}, letter), make("dd", {}, list === "non_claims" ? "a number that is no claim" : words(list))]),
    make("dt", {}, "dotted line"), make("dd", {}, "what is counted"), make("dt", {}, "line"), make("dd", {}, "who says it, and the verb"));
  drawFilters();
  listen();
  listenToKeys();
  countVerdicts();
  if (index.title.length === 1) document.querySelector("main").classList.add("single");
  applyFilters();
  if (!toAddress() && hits.length && (innerWidth > 700 || hits.length === 1)) go(0);
  document.body.dataset.ready = "yes";
}

start().catch((error) => { byId("hits").textContent = `This page could not be opened: ${error.message}. It needs a browser of 2023 or later.`; });
