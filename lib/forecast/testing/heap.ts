/** Memory of its own for the kernels' tests, without TensorFlow.js. Imported by tests alone. */
import type { Heap } from "../kernels/open.ts";

/** Hands out memory one piece after the other, growing it, and keeps count of what was not given back. */
export function openHeap(): Heap & { held: () => number } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const pieces = new Set<number>();
  let top = 64;
  return {
    memory,
    malloc: (bytes) => {
      const at = top;
      top += (bytes + 15) & ~15;
      const missing = top - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
      pieces.add(at);
      return at;
    },
    free: (at) => {
      pieces.delete(at);
      if (pieces.size === 0) top = 64;
    },
    held: () => pieces.size,
  };
}
