/**
 * A short fingerprint of what a block says, kept beside an agreement: people agree to a content, so a later or
 * concurrent change ends the agreement by itself. 53 bits, cyrb53 (public domain, bryc); not against an attacker.
 */
export function signatureOf(content: {
  fields: object;
  notes: readonly { id: string; text: string }[];
}): string {
  const text = JSON.stringify([sorted(content.fields), content.notes.map((note) => [note.id, note.text])]);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
