// Which records hold all words of a query; the last word may be the beginning of one. Folds as words.py does.
const fold = (text) =>
  text.normalize("NFD").replace(/(?<=\p{N}),(?=\p{N})|['’\p{M}]/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.map((word) => word.slice(0, 40)) ?? [];

let vocabulary = [], starts = null;
function openIndex() {
  vocabulary = index.words ? index.words.split("\n") : [];
  starts = new Uint32Array(index.lengths.length + 1);
  index.lengths.forEach((length, at) => { starts[at + 1] = starts[at] + length; });
}

function firstFrom(word) {
  let low = 0, high = vocabulary.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (vocabulary[middle] < word) low = middle + 1; else high = middle;
  }
  return low;
}

function mark(found, at) {
  let number = 0, value = 0, shift = 0;
  for (let place = starts[at]; place < starts[at + 1]; place++) {
    const byte = postings[place];
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) {
      number += value;
      found[number] = 1;
      value = shift = 0;
    }
  }
}

// null where every record is meant
function search(query) {
  const sought = fold(query);
  if (!sought.length) return null;
  const open = /[\p{L}\p{N}'’]$/u.test(query); // a word that is still being written
  let hits = null;
  sought.forEach((word, place) => {
    const found = new Uint8Array(index.title.length);
    const prefix = open && place === sought.length - 1;
    for (let at = firstFrom(word); at < vocabulary.length; at++) {
      if (prefix ? !vocabulary[at].startsWith(word) : vocabulary[at] !== word) break;
      mark(found, at);
    }
    hits = hits === null ? found : hits.map((hit, at) => hit & found[at]);
  });
  return hits;
}
