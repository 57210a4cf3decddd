import { chromium } from "@playwright/test";
import { ensureBrowser } from "#bin/checks/browser.ts";
import type { Figures } from "./figures.ts";
import { servePage } from "./page.ts";

export interface BrowserFigures {
  browser: string;
  figures: Figures;
}

/** Measures in a worker of a headless Chromium; null, with words, where there is none. */
export async function measureInBrowser(options: {
  samples: number;
  sizes: number[];
}): Promise<BrowserFigures | null> {
  const executablePath = await ensureBrowser(() => undefined);
  if (executablePath === null) return null;
  const site = await servePage();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    const answer = await page.evaluate(
      (task) =>
        new Promise<{ figures?: Figures; error?: string }>((resolve) => {
          const worker = new Worker("/bench/speed/browser-worker.ts", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve({ error: message });
          worker.postMessage(task);
        }),
      options,
    );
    if (!answer.figures) throw new Error(`Measuring in the browser failed: ${answer.error}`);
    return {
      browser: `Chromium ${browser.version()}`,
      figures: { ...answer.figures, quantiles: Float32Array.from(answer.figures.quantiles) },
    };
  } finally {
    await browser.close();
    site.close();
  }
}
