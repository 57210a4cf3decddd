/**
 * p95 of warm pages on loopback at 10 concurrent signed-in readers. `npm run bench pages`
 * Each reader has a session of its own and reads again as soon as it has an answer.
 */
import { judge, openSite, percentile, signIn } from "./site.ts";

const READERS = 10;
const WARM_UP = 300;
const REQUESTS = 400;
const LIMIT_MS = 150;
/** The one with a limit; the others stand beside it for comparison. */
const FRONT_PAGE = "/w/demo/p/pasta";
const PAGES = [FRONT_PAGE, "/w/demo/p/pasta/canvas", "/w/demo/p/pasta/runs"];
const PEOPLE = ["owner", "product", "science", "viewer"];

// Without a worker: its training would be measured too.
const site = await openSite({ WORKERS: "0" });
try {
  const cookies: string[] = [];
  for (let i = 0; i < READERS; i++) {
    cookies.push(await signIn(site.url, `${PEOPLE[i % PEOPLE.length]}@demo.local`));
  }
  for (const page of PAGES) {
    const read = async (cookie: string) => {
      const from = performance.now();
      const answer = await fetch(site.url + page, { headers: { cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}.`);
      return performance.now() - from;
    };
    const readAll = async (requests: number) => {
      const times: number[] = [];
      await Promise.all(
        cookies.map(async (cookie) => {
          for (let i = 0; i < requests / READERS; i++) times.push(await read(cookie));
        }),
      );
      return times;
    };
    // The figure is about warm pages: each of the server processes has compiled its code by then.
    await readAll(WARM_UP);
    const times = await readAll(REQUESTS);
    const median = percentile(times, 50).toFixed(0);
    console.log(
      `  ${page}: ${times.length} requests, median ${median} ms, p99 ${percentile(times, 99).toFixed(0)} ms`,
    );
    const p95 = percentile(times, 95);
    if (page === FRONT_PAGE) judge(`${page} p95`, p95, { limit: LIMIT_MS, unit: "ms" });
    else console.log(`  ${page} p95: ${p95.toFixed(0)} ms`);
  }
} finally {
  await site.stop();
}
