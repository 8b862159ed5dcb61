// The keyboard. `?` shows this list.
const KEYS = [
  ["/", "search", () => byId("query").focus()],
  ["j", "next release", () => go(at + 1)],
  ["k", "previous release", () => go(at - 1)],
  ["ArrowDown", "next row of the release (in the list: next release)", () => stepItem(1)],
  ["ArrowUp", "previous row of the release (in the list: previous release)", () => stepItem(-1)],
  ["Enter", "show the chosen row in the text, and back", () => backAndForth()],
  ["y", "verdict: right", () => judgeChosen("right")],
  ["n", "verdict: wrong", () => judgeChosen("wrong")],
  ["m", "note on the chosen row", askNote],
  ["w", "why: the rules behind the chosen row", toggleWhy],
  ["f", "filters", () => byId("more").click()],
  ["l", "to the list", showList],
  ["t", "light or dark", () => byId("theme").click()],
  ["?", "this list", () => byId("help").showModal()],
];
const NAMES = { ArrowDown: "↓", ArrowUp: "↑" };

function backAndForth() {
  if (!chosen) return;
  const button = byId(`item-${chosen}`), hit = document.querySelector(".text .hit");
  if (document.activeElement === button && hit) { hit.setAttribute("tabindex", "-1"); hit.focus(); hit.scrollIntoView({ block: "center" }); }
  else chooseItem(chosen);
}

function listenToKeys() {
  byId("keys").append(...KEYS.flatMap(([key, what]) => [make("dt", {}, NAMES[key] ?? key), make("dd", {}, what)]));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const inList = document.activeElement === byId("list");
    if (event.key === "Escape" && document.activeElement === byId("query")) { byId("list").focus(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
    if (inList) {
      const page = Math.max(1, Math.floor(byId("list").clientHeight / ROW) - 1);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: hits.length - 1 }[event.key];
      if (to !== undefined) { event.preventDefault(); go(to); return; }
      if (event.key === "Enter") { event.preventDefault(); go(Math.max(at, 0), { focus: true }); return; }
    }
    const key = KEYS.find(([name]) => name === event.key);
    if (!key || (event.key === "Enter" && document.activeElement?.matches("a, button:not(.item)"))) return;
    event.preventDefault();
    key[2]();
  });
}
