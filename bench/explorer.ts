/**
 * The explorer on 10,000 series of 365 days in a browser. `npm run bench explorer [series, 10000]`
 * Measured are the first look (its profile is being counted), opening it again until the first row is drawn (median of
 * five), and the time between frames while the list, then the pictures, are scrolled by two rows a frame. The browser is
 * CHROMIUM_PATH, or /usr/bin/chromium; no worker runs meanwhile.
 */
import { chromium } from "@playwright/test";
import { judge, openSite, percentile, signIn } from "./site.ts";

const series = Number(process.argv[2] ?? 10_000);
const DAYS = 365;
const FRAMES = 240;
const dates = Array.from({ length: DAYS }, (_, day) =>
  new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
);

function sales(): Buffer {
  const lines = ["unique_id,ds,y"];
  let state = 7;
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  for (let item = 0; item < series; item += 1) {
    for (let day = 0; day < DAYS; day += 1) {
      if (chance() < 0.01) continue;
      const season = 10 + 3 * Math.sin((2 * Math.PI * day) / 7) + 4 * chance();
      const isOut = item % 15 === 0 && day > 100 && day < 112;
      const value =
        item % 3 === 1 ? (chance() < 0.3 ? 3 : 0) : isOut ? 0 : season + (day > 200 ? item % 3 : 0) * 5;
      lines.push(`item_${item},${dates[day]},${Math.round(value)}`);
    }
  }
  return Buffer.from(lines.join("\n"));
}

const site = await openSite({ WORKERS: "0" });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const cookie = await signIn(site.url, "science@demo.local");
  const data = `${site.url}/w/demo/p/pasta/data`;
  const post = async (path: string, body: BodyInit, type: string) => {
    const answer = await fetch(`${data}/${path}`, {
      method: "POST",
      body,
      headers: { cookie, "content-type": type },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.slice(0, 500));
    return JSON.parse(text.trim().split("\n").at(-1) ?? "{}") as { id: string; done: { id: string } };
  };
  const file = new Uint8Array(sales());
  const upload = await post("uploads?name=large.csv", file, "application/octet-stream");
  const columns = [
    { name: "unique_id", role: "series" },
    { name: "ds", role: "time" },
    { name: "y", role: "target" },
  ];
  const recipe = { delimiter: ",", decimalMark: "point", timeFormat: "iso", columns };
  const wish = JSON.stringify({ uploadId: upload.id, name: "Large", recipe });
  const { done } = await post("versions", wish, "application/json");

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const parts = cookie.split("; ").map((pair) => [pair.split("=", 1)[0] ?? "", pair] as const);
  await context.addCookies(
    parts.map(([name, pair]) => ({ name, value: pair.slice(name.length + 1), url: site.url })),
  );
  const page = await context.newPage();
  const open = async () => {
    const from = performance.now();
    await page.goto(`${data}/${done.id}/explore`, { waitUntil: "commit", timeout: 120_000 });
    await page.locator("tbody tr[aria-rowindex]").first().waitFor({ timeout: 120_000 });
    return (performance.now() - from) / 1000;
  };
  const frames = (label: string) =>
    page.evaluate(
      async ({ name, count }) => {
        const list = document.querySelector(`section[aria-label^="${name}"]`);
        const gaps: number[] = [];
        let last = performance.now();
        for (let i = 0; i < count && list; i += 1) {
          list.scrollTop += 66;
          await new Promise(requestAnimationFrame);
          gaps.push(performance.now() - last);
          last = performance.now();
        }
        return gaps;
      },
      { name: label, count: FRAMES },
    );

  console.log(
    `${series.toLocaleString("en")} series × ${DAYS} days, ${(file.byteLength / 1e6).toFixed(0)} MB of CSV`,
  );
  console.log(`  first look, while the profile is counted: ${(await open()).toFixed(2)} s`);
  const opened: number[] = [];
  for (let i = 0; i < 5; i += 1) opened.push(await open());
  await page.waitForTimeout(1_000);
  const listed = await frames("Series. Arrow");
  await page.getByText("Pictures", { exact: true }).click();
  await page.waitForTimeout(500);
  const pictured = await frames("Pictures of all");
  judge("open until the first row is drawn", percentile(opened, 50), { limit: 1, unit: "s" });
  // A frame of 60 a second is 16.7 ms; a browser's clock is rounded.
  judge("list: time between frames, median", percentile(listed, 50), { limit: 17, unit: "ms" });
  judge("list: time between frames, 95th percentile", percentile(listed, 95), { limit: 34, unit: "ms" });
  judge("pictures: time between frames, median", percentile(pictured, 50), { limit: 17, unit: "ms" });
} finally {
  await browser.close();
  await site.stop();
}
