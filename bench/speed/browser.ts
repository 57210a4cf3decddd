import { chromium } from "@playwright/test";
import { ensureBrowser } from "#bin/checks/browser.ts";
import type { Figures } from "./figures.ts";
import { servePage } from "./page.ts";

export interface OpenBrowser {
  name: string;
  /** All figures, measured in a worker of its own. */
  measure(task: { samples: number; sizes: number[] }): Promise<Figures>;
  close(): Promise<void>;
}

/** A headless Chromium with our sources at hand; null where there is none. */
export async function openBrowser(): Promise<OpenBrowser | null> {
  const executablePath = await ensureBrowser(() => undefined);
  if (executablePath === null) return null;
  const site = await servePage();
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage();
  await page.goto(site.url);
  return {
    name: `Chromium ${browser.version()}`,
    measure: async (task) => {
      const answer = await page.evaluate(
        (message) =>
          new Promise<{ figures?: Figures; error?: string }>((resolve) => {
            const worker = new Worker("/bench/speed/browser-worker.ts", { type: "module" });
            const end = (said: { figures?: Figures; error?: string }) => {
              worker.terminate();
              resolve(said);
            };
            worker.onmessage = ({ data }) => end(data);
            worker.onerror = ({ message: error }) => end({ error });
            worker.postMessage(message);
          }),
        task,
      );
      if (!answer.figures) throw new Error(`Measuring in the browser failed: ${answer.error}`);
      return { ...answer.figures, quantiles: Float32Array.from(answer.figures.quantiles) };
    },
    close: async () => {
      await browser.close();
      site.close();
    },
  };
}
