/**
 * Gathers what may wait until the letter is on the screen, and hands it on in one go right after the frame. `flush` hands
 * it on at once: a page that is left draws no further frame.
 */
export function afterPaint<T>(work: (gathered: T[]) => void): { add: (item: T) => void; flush: () => void } {
  let gathered: T[] = [];
  const flush = () => {
    if (gathered.length === 0) return;
    const items = gathered;
    gathered = [];
    work(items);
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = flush;
  return {
    add: (item) => {
      // A hidden page has no frames.
      if (gathered.push(item) > 1) return;
      if (document.visibilityState === "hidden") port2.postMessage(null);
      else requestAnimationFrame(() => port2.postMessage(null));
    },
    flush,
  };
}
