// Making elements. Whatever comes from a record goes through `text`, so nothing in it is ever read as HTML.
const byId = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const words = (name) => name.replaceAll("_", " ").replaceAll(".", ": ");
const grouped = (number) => number.toLocaleString("en-GB", { maximumFractionDigits: 10 });

// A file name or a title may hold characters that turn the reading direction round: they are shown, not obeyed.
const shown = (value) => String(value).replace(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f]/g, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`);

function saveFile(name, content) {
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type: "application/x-ndjson" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
