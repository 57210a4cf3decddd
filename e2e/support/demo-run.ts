import { type BrowserContext, expect } from "@playwright/test";
import { DEMO } from "./people.ts";

/** Waits until a worker has finished the demo's first run; it began when the product was started. */
export async function demoRunIsFinished(context: BrowserContext): Promise<void> {
  await expect
    .poll(async () => (await (await context.request.get(`${DEMO}/runs/1/live`)).json()).status, {
      timeout: 240_000,
      intervals: [1_000],
    })
    .toBe("succeeded");
}
