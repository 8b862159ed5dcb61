// The records: compressed in the page, unpacked a chunk at a time, the last few kept.
async function unpack(id) {
  const element = byId(id);
  const packed = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
const unpackJson = async (id) => JSON.parse(new TextDecoder().decode(await unpack(id)));

const chunks = new Map();
async function recordAt(number) {
  const chunk = Math.floor(number / index.chunk);
  if (!chunks.has(chunk)) {
    if (chunks.size > 8) chunks.delete(chunks.keys().next().value);
    chunks.set(chunk, unpackJson(`chunk-${chunk}`));
  }
  return (await chunks.get(chunk))[number % index.chunk];
}

let index = null; // columns of the list and the names in them, see facets.py
let postings = null; // see words.py
