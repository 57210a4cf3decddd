/** Lines of a text that say something. */
const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A list as text, one entry a line, and back. */
export const LISTS: Record<
  "names" | "rates" | "ranges",
  { read: (text: string) => unknown[]; write: (list: unknown) => string }
> = {
  names: {
    read: linesOf,
    write: (list) => (list as string[]).join("\n"),
  },
  rates: {
    read: (text) =>
      linesOf(text).map((line) => {
        const [from = "", rate = ""] = line.split(/\s+/);
        return { from, rate: rate === "" ? null : Number(rate) };
      }),
    write: (list) =>
      (list as { from: string; rate: number }[]).map(({ from, rate }) => `${from} ${rate}`).join("\n"),
  },
  ranges: {
    read: (text) =>
      linesOf(text).map((line) => {
        const [from = "", to = from] = line.split(/\s+/);
        return { from, to };
      }),
    write: (list) =>
      (list as { from: string; to: string }[]).map(({ from, to }) => `${from} ${to}`).join("\n"),
  },
};
