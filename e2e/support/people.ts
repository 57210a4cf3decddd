import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "@playwright/test";

export type DemoRole = "owner" | "product" | "science" | "viewer";

const STATES = new URL("../../test-results/states/", import.meta.url);
const PASSWORD = "forecanvas-demo";

export const DEMO = "/w/demo/p/pasta";

/** Signs in through the form, as a person does. */
async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w(\/|$)/);
}

/** A browser of its own in which that person of the demo is signed in; the sign-in itself is done once a role. */
export async function contextOf(
  browser: Browser,
  role: DemoRole,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<BrowserContext> {
  const file = fileURLToPath(new URL(`${role}.json`, STATES));
  if (!existsSync(file)) {
    mkdirSync(STATES, { recursive: true });
    const first = await browser.newContext();
    await signIn(await first.newPage(), `${role}@demo.local`, PASSWORD);
    await first.storageState({ path: file });
    await first.close();
  }
  return browser.newContext({ ...options, storageState: file });
}

let strangers = 0;

/** New accounts are limited by where they come from; each of these is a household of its own (RFC 5737). */
export function fromElsewhere(): { extraHTTPHeaders: Record<string, string> } {
  strangers += 1;
  return { extraHTTPHeaders: { "x-forwarded-for": `198.51.100.${(Date.now() + strangers) % 250}` } };
}

/** Somebody with an account and a workspace of their own, and nothing to do with the demo. */
export async function strangerContext(browser: Browser): Promise<BrowserContext & { workspace: string }> {
  const context = await browser.newContext(fromElsewhere());
  const page = await context.newPage();
  const tag = `${Date.now().toString(36)}${strangers}`;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("A Stranger");
  await page.getByLabel("E-mail").fill(`stranger-${tag}@test.local`);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByLabel("Workspace").fill(`Stranger ${tag}`);
  await page.getByRole("button", { name: /Make|Create/ }).click();
  await page.waitForURL(/\/w\/[^/]+$/);
  const workspace = new URL(page.url()).pathname.split("/")[2] ?? "";
  await page.close();
  return Object.assign(context, { workspace });
}
