const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "P1001",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
]);
const WORDS =
  /connection (terminated|error|closed|timeout)|terminating connection|not queryable|server has closed/i;

/** Whether the database was away, which is nobody's fault: the task is to be done again, not counted as failed. */
export function isOutage(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 8; e = e.cause, depth += 1) {
    const code = (e as { code?: unknown }).code;
    if ((typeof code === "string" && CODES.has(code)) || WORDS.test(e.message)) return true;
  }
  return false;
}

const WAITS_MS = [200, 500, 1_000, 2_000, 4_000] as const;

/** Does `work` again while the database is away, for about eight seconds; any other error ends it at once. */
export async function pastOutages<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return work();
}
