/**
 * First-load JavaScript of each page, gzip: the scripts that its HTML names, counted once. `npm run bench bundle`
 * What a page loads later (charts, the editor's document) is left out, as it is for whoever waits for the page.
 */
import { gzipSync } from "node:zlib";
import { judge, openSite, signIn } from "./site.ts";

const PAGES: { path: string; limitKb: number }[] = [
  { path: "/sign-in", limitKb: 160 },
  { path: "/w", limitKb: 160 },
  { path: "/w/demo/members", limitKb: 160 },
  { path: "/w/demo/p/pasta", limitKb: 160 },
  { path: "/w/demo/p/pasta/canvas", limitKb: 160 },
  { path: "/w/demo/p/pasta/opportunities", limitKb: 160 },
  { path: "/w/demo/p/pasta/runs", limitKb: 160 },
  { path: "/w/demo/p/pasta/runs/new", limitKb: 160 },
  { path: "/w/demo/p/pasta/decisions", limitKb: 160 },
  { path: "/w/demo/p/pasta/settings", limitKb: 160 },
  { path: "/w/demo/p/pasta/roi", limitKb: 270 },
  { path: "/w/demo/p/pasta/data", limitKb: 270 },
  { path: "/w/demo/p/pasta/data/new", limitKb: 270 },
  { path: "/w/demo/p/pasta/runs/1", limitKb: 270 },
];

/** A page's own scripts; `nomodule` ones are for browsers that nobody has any more. */
function scriptsOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => tag.match(/\bsrc="([^"]+)"/)?.[1]);
  return [...new Set(sources.filter((source) => source !== undefined))];
}

const site = await openSite({ WORKERS: "0" });
try {
  const cookie = await signIn(site.url, "owner@demo.local");
  const sizes = new Map<string, number>();
  const sizeOf = async (source: string) => {
    const known = sizes.get(source);
    if (known !== undefined) return known;
    const answer = await fetch(new URL(source, site.url), { headers: { "accept-encoding": "identity" } });
    if (!answer.ok) throw new Error(`${source} answered ${answer.status}.`);
    const size = gzipSync(new Uint8Array(await answer.arrayBuffer())).byteLength;
    sizes.set(source, size);
    return size;
  };
  for (const { path, limitKb } of PAGES) {
    const headers: Record<string, string> = path === "/sign-in" ? {} : { cookie };
    const answer = await fetch(site.url + path, { headers });
    if (answer.status !== 200) {
      console.log(`✗ ${path}: answered ${answer.status}`);
      process.exitCode = 1;
      continue;
    }
    let bytes = 0;
    for (const source of scriptsOf(await answer.text())) bytes += await sizeOf(source);
    judge(path, bytes / 1000, { limit: limitKb, unit: "KB" });
  }
} finally {
  await site.stop();
}
