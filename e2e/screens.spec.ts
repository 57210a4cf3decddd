import AxeBuilder from "@axe-core/playwright";
import { type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import { demoRunIsFinished } from "./support/demo-run.ts";
import { contextOf, DEMO } from "./support/people.ts";

const PAGES = [
  "",
  "/canvas",
  "/canvas/versions",
  "/canvas/activity",
  "/opportunities",
  "/roi",
  "/data",
  "/data/new",
  "/runs",
  "/runs/new",
  "/runs/1",
  "/models",
  "/decisions",
  "/settings",
];
/** Below the project, below the workspace with "^", or as it stands with "=". */
function addressOf(path: string): string {
  if (path.startsWith("=")) return path.slice(1);
  return path.startsWith("^") ? `/w/demo${path.slice(1)}` : DEMO + path;
}

const WIDTHS = [768, 390, 1440];
/** Between the widest and the narrowest nothing appears that neither has. */
const JUDGED_WIDTHS = new Set([390, 1440]);
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  const context = await contextOf(browser, "owner");
  await demoRunIsFinished(context);
  await context.close();
});

/** What is wrong with the page as it stands, in the words of axe. */
async function violationsOf(axe: AxeBuilder, where: string): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map((each) => `${where} ${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`);
}

for (const path of [
  ...PAGES,
  "^/members",
  "^/for-you",
  "^/audit",
  "^/keys",
  "^/api",
  "^",
  "=/account",
  "=/w",
]) {
  test(`${path || "/"}: no axe violation in light and dark, nothing wider than the screen, no error`, async ({
    browser,
  }) => {
    const context = await contextOf(browser, "owner", { colorScheme: "light", reducedMotion: "reduce" });
    await judge(await context.newPage(), addressOf(path));
    await context.close();
  });
}

test("every block of the canvas that is opened on a phone shows its way out", async ({ browser }) => {
  const context = await contextOf(browser, "owner", { viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${DEMO}/canvas`);
  const blocks = page.locator("[data-block-title]");
  await expect(blocks).toHaveCount(10);
  for (let i = 0; i < 10; i += 1) {
    await blocks.nth(i).click();
    // What the panel cuts off is not in the viewport.
    const close = page.getByRole("button", { name: "Close", exact: true });
    await expect(close).toBeInViewport({ ratio: 1 });
    await close.click();
    await expect(close).toHaveCount(0);
  }
  await context.close();
});

test("every screen of a data version and its dataset: the same", async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await contextOf(browser, "owner", { colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${DEMO}/data`);
  const addressOfLink = (name: RegExp) =>
    page.getByRole("main").getByRole("link", { name }).first().getAttribute("href");
  const version = await addressOfLink(/^Pasta sales, version 1$/);
  const dataset = await addressOfLink(/^The dataset Pasta sales$/);
  const screens = ["", "/explore", "/checks", "/wrangle", "/labels", "/split"].map((part) => version + part);
  screens.push(`${dataset}`, `${dataset}/lineage`);
  for (const address of screens) {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await judge(page, address);
  }
  await context.close();
});

/** Opens a page as it is in light and dark and at three widths. */
async function judge(page: Page, address: string): Promise<void> {
  const errors: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === "error") errors.push(message.text());
  };
  const onError = (error: Error) => errors.push(error.message);
  page.on("console", onConsole);
  page.on("pageerror", onError);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // What is drawn to measure follows the window a frame or two later.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
        message: `${address} at ${width} px: pixels wider than the screen`,
      })
      .toBeLessThanOrEqual(0);
    if (!JUDGED_WIDTHS.has(width)) continue;
    found.push(...(await violationsOf(new AxeBuilder({ page }).withTags(STANDARD), `${width} px,`)));
  }
  // Dark changes colours and nothing else: what axe can say of it is their contrast.
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await violationsOf(new AxeBuilder({ page }).withRules(["color-contrast"]), "dark,")));
  expect({ address, found }).toEqual({ address, found: [] });
  expect({ address, errors }).toEqual({ address, errors: [] });
  page.off("console", onConsole);
  page.off("pageerror", onError);
}

for (const path of ["/sign-in", "/sign-up"]) {
  test(`${path}: no axe violation`, async ({ page }) => {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => each.id)).toEqual([]);
  });
}
