/**
 * How the canvas feels with 300 notes on it. `npm run bench typing [path of a Chromium]`
 * Ready to type: from the start of a warm navigation to a field of the first block with the cursor in it, opened as soon
 * as the page reacts. Key to glyph: from the press of a key to the end of the frame that shows its letter, with the
 * screen's beat taken off (a screen of 60 Hz adds up to 16.7 ms that no program can save), in the block that holds most
 * notes and in another one. Medians and tails over 5 visits and 300 keys each.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { judge, openSite, percentile, signIn } from "./site.ts";

const VISITS = 5;
const KEYS = 300;
const READY_LIMIT_MS = 1_000;
const GLYPH_LIMIT_MS = 16;
const BLOCKS = [
  "value_proposition",
  "prediction_task",
  "decisions",
  "data_sources",
  "collecting_data",
  "feature_engineering",
  "offline_evaluation",
  "building_models",
  "when_not_to_use_ml",
  "live_monitoring",
] as const;
const MOST_IN = "value_proposition";
/** 84 in one block and 24 in each of the others. */
const NOTES = { [MOST_IN]: 84 } as Partial<Record<(typeof BLOCKS)[number], number>>;

const site = await openSite({ WORKERS: "0", APP_SECRET: "a secret of the benchmark only" });
const read = (name: string) => readFileSync(path.join(site.dataDir, name), "utf8").trim();
process.env.DATABASE_URL = `postgresql://postgres:${read("postgres.password")}@127.0.0.1:${read("postgres.port")}/forecanvas`;
process.env.APP_SECRET = "a secret of the benchmark only";
const { database } = await import("#lib/platform/db.ts");
const { ensureDemoPeople } = await import("#lib/features/workspaces/demo.ts");
const { writeCanvas } = await import("#lib/features/canvas/write.ts");

async function fill(): Promise<void> {
  const { owner } = await ensureDemoPeople();
  const words = "The buyer asked whether promotions of the neighbouring category change this one too";
  const note = (block: string, i: number) => `${words} (${block}, ${i + 1}).`;
  await writeCanvas(
    owner,
    Object.fromEntries(
      BLOCKS.map((block) => [
        block,
        { notes: Array.from({ length: NOTES[block] ?? 24 }, (_, i) => note(block, i)) },
      ]),
    ),
  );
}

/** In the page: opens the block as soon as it reacts and gives the time since the navigation began. */
async function readyToType(page: Page, block: string): Promise<number> {
  await page.goto(`${site.url}/w/demo/p/pasta/canvas`, { waitUntil: "commit" });
  return page.evaluate(
    (key) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.activeElement instanceof HTMLTextAreaElement) return resolve(performance.now());
          const title = document.querySelector<HTMLElement>(`[data-block-title="${key}"]`);
          if (title?.getAttribute("aria-expanded") === "false") title.click();
          requestAnimationFrame(look);
        };
        look();
      }),
    block,
  );
}

/** Milliseconds from each key to the end of its frame. */
async function keysToGlyphs(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { benchTimes: times });
    let pressed = 0;
    document.addEventListener(
      "keydown",
      (event) => {
        pressed = event.timeStamp;
      },
      true,
    );
    document.addEventListener("input", () => {
      const from = pressed;
      requestAnimationFrame(() => {
        // Runs as soon as the frame is done. What merely waited for the frame, too, comes after it and is not counted.
        void scheduler.postTask(() => times.push(performance.now() - from), { priority: "user-blocking" });
      });
    });
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const used = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1_000]));
  };
  const before = await used();
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press("abcdefgh "[i % 9] as string);
    await page.waitForTimeout(20 + (i % 7) * 10);
  }
  await page.waitForTimeout(500);
  const after = await used();
  const each = (name: string) => (((after[name] ?? 0) - (before[name] ?? 0)) / KEYS).toFixed(1);
  console.log(
    `  a key computes ${each("TaskDuration")} ms in all: scripts ${each("ScriptDuration")}, styles ${each("RecalcStyleDuration")}, layout ${each("LayoutDuration")}`,
  );
  await session.detach();
  return page.evaluate(() => (window as unknown as { benchTimes: number[] }).benchTimes);
}

try {
  await fill();
  const cookie = await signIn(site.url, "owner@demo.local");
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu-vsync", "--disable-frame-rate-limit"],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
    }),
  );
  const page = await context.newPage();
  await readyToType(page, "decisions");
  const ready: number[] = [];
  for (let i = 0; i < VISITS; i++) ready.push(await readyToType(page, "decisions"));
  console.log(`  ready to type: ${ready.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  judge("ready to type, median of warm visits", percentile(ready, 50), { limit: READY_LIMIT_MS, unit: "ms" });
  // What this machine and browser take for nothing but a text area, to hold the figures against.
  await page.goto(`${site.url}/sign-in`);
  await page.evaluate(() => {
    document.body.replaceChildren(document.createElement("textarea"));
    document.querySelector("textarea")?.focus();
  });
  const bare = await keysToGlyphs(page);
  console.log(
    `  a bare text area: median ${percentile(bare, 50).toFixed(1)} ms, p95 ${percentile(bare, 95).toFixed(1)} ms`,
  );
  for (const block of ["decisions", MOST_IN]) {
    await readyToType(page, block);
    await page.waitForTimeout(1_500);
    const times = await keysToGlyphs(page);
    console.log(
      `  ${block}: ${times.length} keys, median ${percentile(times, 50).toFixed(1)} ms, p99 ${percentile(times, 99).toFixed(1)} ms`,
    );
    judge(`key to glyph p95, ${block}`, percentile(times, 95), { limit: GLYPH_LIMIT_MS, unit: "ms" });
  }
  await browser.close();
} finally {
  await database().close();
  await site.stop();
}
process.exit();
