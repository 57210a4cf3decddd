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

/** Dark changes colours, not the layout: one width says what there is to say. */
const WIDTHS = { light: [1440, 768, 390], dark: [1440] };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  const context = await contextOf(browser, "owner");
  await demoRunIsFinished(context);
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
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
    test(`${path || "/"} in ${colorScheme}: no axe violation, nothing wider than the screen, no error`, async ({
      browser,
    }) => {
      const context = await contextOf(browser, "owner", { colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(addressOf(path));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const width of WIDTHS[colorScheme]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ width, overflow: Math.max(0, overflow) }).toEqual({ width, overflow: 0 });
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        const found = violations.map((each) => `${width} ${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`);
        expect(found).toEqual([]);
      }
      expect(errors).toEqual([]);
      await context.close();
    });
  }
}

for (const path of ["/sign-in", "/sign-up"]) {
  test(`${path}: no axe violation`, async ({ page }) => {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => each.id)).toEqual([]);
  });
}
