/** A source of uniform numbers in [0, 1), handed to whatever needs dice. */
export type Rng = () => number;

/** One step of splitmix32: spreads a small seed over all bits. */
function splitmix32(state: number): () => number {
  let a = state | 0;
  return () => {
    a = (a + 0x9e3779b9) | 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

/**
 * sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, PractRand), 128 bits of state, seeded by splitmix32
 * over all `seeds` in order. The same seeds give the same numbers on every machine. Not for secrets.
 */
export function createRng(...seeds: readonly number[]): Rng {
  let mix = 0x243f6a88;
  for (const seed of seeds) mix = splitmix32(mix ^ Math.trunc(seed))() ^ Math.trunc(seed / 0x1_0000_0000);
  const next = splitmix32(mix);
  let a = next() | 0;
  let b = next() | 0;
  let c = next() | 0;
  let counter = 1;
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i += 1) draw();
  return draw;
}

/** Standard normal draws by Box and Muller (1958). */
export function normalFrom(rng: Rng): number {
  const u = 1 - rng();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * rng());
}
