// The text with its marks. They may overlap, so the text is cut at every border, and each piece knows all marks over it.
const COLOURS = { claims: "claims", quotes: "quotes", contacts: "contacts", non_claims: "none" };

// every stretch of a record that is marked: {from, to, kind, letter, id}
function marksOf(record) {
  const marks = [];
  const add = (span, kind, item, letter) => marks.push({ from: span[0], to: span[1], kind, letter, id: item.id });
  for (const [list, letter] of Object.entries(index.lists)) {
    for (const item of record[list] ?? []) {
      const colour = COLOURS[list] ?? "names";
      for (const span of item.mentions ?? item.spans ?? (item.span ? [item.span] : [])) add(span, colour, item, letter);
      if (item.measured_entity) add(item.measured_entity, "entity", item, "");
      if (item.speaker) add(item.speaker.span, "speaker", item, "");
      if (item.cue) add(item.cue, "speaker", item, "");
    }
  }
  return marks.sort((a, b) => a.from - b.from || b.to - a.to);
}

function markedText(record) {
  const text = record.text, marks = marksOf(record);
  const borders = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.from, mark.to])])].sort((a, b) => a - b);
  const box = make("div", { class: "text", lang: "en" });
  let open = [], next = 0;
  for (let at = 0; at + 1 < borders.length; at++) {
    const from = borders[at], piece = text.slice(from, borders[at + 1]);
    open = open.filter((mark) => mark.to > from);
    const first = [];
    for (; next < marks.length && marks[next].from <= from; next++) {
      if (marks[next].to <= from) continue;
      open.push(marks[next]);
      if (marks[next].letter) first.push(marks[next].letter);
    }
    if (!open.length) { box.append(piece); continue; }
    box.append(make("mark", {
      class: [...new Set(open.map((mark) => mark.kind))].join(" "),
      "data-ids": [...new Set(open.map((mark) => mark.id))].join(" "),
      "data-first": [...new Set(first)].join("") || null,
      "data-from": from,
    }, piece));
  }
  box.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    // the innermost mark is the last that was opened
    if (mark && getSelection().isCollapsed) chooseItem(mark.dataset.ids.split(" ").at(-1), { scrollText: false, focus: false });
  });
  return box;
}
