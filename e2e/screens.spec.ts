import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
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
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(addressOf(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const found: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ width, overflow: Math.max(0, overflow) }).toEqual({ width, overflow: 0 });
      if (!JUDGED_WIDTHS.has(width)) continue;
      found.push(...(await violationsOf(new AxeBuilder({ page }).withTags(STANDARD), `${width} px,`)));
    }
    // Dark changes colours and nothing else: what axe can say of it is their contrast.
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await violationsOf(new AxeBuilder({ page }).withRules(["color-contrast"]), "dark,")));
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
}

for (const path of ["/sign-in", "/sign-up"]) {
  test(`${path}: no axe violation`, async ({ page }) => {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => each.id)).toEqual([]);
  });
}
