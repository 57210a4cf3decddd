import pg from "pg";
import { log } from "../log.ts";

export interface Listener {
  close: () => Promise<void>;
}

const RETRY_MS = [200, 500, 1_000, 2_000, 5_000] as const;
const PROBE_MS = 15_000;

/**
 * One LISTEN connection that outlives the server's restarts. What was sent while it was away is lost, so
 * `onConnected` fires after each (re)connection and the caller reads the truth from its table then.
 */
export function openListener(options: {
  url: string;
  channels: readonly string[];
  onMessage: (channel: string, payload: string) => void;
  onConnected: () => void;
}): Listener {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const retry = () => {
    client = null;
    if (closed) return;
    const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 5_000;
    failures += 1;
    timer = setTimeout(connect, wait);
  };

  const connect = () => {
    const fresh = new pg.Client({ connectionString: options.url, keepAlive: true });
    let gone = false;
    const lose = (error?: Error) => {
      if (gone) return;
      gone = true;
      clearInterval(probe);
      if (error && !closed) log("warn", "lost the listening connection", { error: error.message });
      fresh.end().catch(() => {});
      retry();
    };
    // A half-open connection reports nothing by itself.
    const probe = setInterval(() => {
      const late = setTimeout(() => lose(new Error("no answer within 5 s")), 5_000);
      fresh.query("SELECT 1").then(
        () => clearTimeout(late),
        (error: Error) => {
          clearTimeout(late);
          lose(error);
        },
      );
    }, PROBE_MS);
    probe.unref();
    fresh.on("error", lose);
    fresh.on("end", () => lose());
    fresh.on("notification", (message) => options.onMessage(message.channel, message.payload ?? ""));
    client = fresh;
    fresh
      .connect()
      .then(async () => {
        for (const channel of options.channels) await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        if (closed) return;
        failures = 0;
        options.onConnected();
      })
      .catch(lose);
  };
  connect();

  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
