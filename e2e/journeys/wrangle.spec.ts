import { expect, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

/** Three weeks of two items; tea lacks the 5th, on which milk was sold. */
function sales(): string {
  const lines = ["item,day,units"];
  for (const item of ["tea", "milk"]) {
    for (let day = 1; day <= 21; day += 1) {
      if (item === "tea" && day === 5) continue;
      lines.push(`${item},2024-01-${String(day).padStart(2, "0")},${item === "tea" ? 10 + day : 5}`);
    }
  }
  return lines.join("\n");
}

test("a gap is filled by a step that is tried, undone, kept over a reload, and made into a version", async ({
  browser,
}) => {
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  const name = `Tea ${Date.now()}`;
  await page.goto(`${DEMO}/data/new`);
  await page.getByText(/^Paste rows/).click();
  await page.getByLabel("Rows", { exact: true }).fill(sales());
  await page.getByRole("button", { name: "Take these rows" }).click();
  await expect(page.getByText("1 gap in 1 series")).toBeVisible({ timeout: 30_000 });
  await page.getByLabel("Dataset", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Accept as a version" }).click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);

  await page.getByRole("link", { name: "Wrangle" }).click();
  // The preview is here: the client is alive.
  await expect(page.getByText("2 series and 41 rows, as they were read.")).toBeVisible({ timeout: 30_000 });
  await page.getByText("Add a step").click();
  await page.getByRole("button", { name: /^Fill gaps/ }).press("Enter");
  await page.getByLabel("A gap becomes").selectOption({ label: "A straight line between neighbours" });
  await page.getByLabel("Name of the step").fill("Till was broken");
  await page.getByLabel("Name of the step").press("Enter");
  const steps = page.getByRole("list", { name: "Steps of the recipe" });
  await expect(steps.getByText("1 value set, rows 41 → 42, known values 41 → 42.")).toBeVisible();
  await expect(page.getByText("1 of 21 periods differ")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No steps yet")).toBeVisible();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await page.reload();
  await expect(steps.getByText("Till was broken")).toBeVisible();
  await expect(page.getByText("2 series and 41 rows become 2 series and 42 rows.")).toBeVisible();
  await page.getByRole("button", { name: "Make a version with this recipe" }).click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${name}, version 2`);
  await expect(steps.getByText("Till was broken")).toBeVisible();
  await expect(page.getByText("no period missing")).toBeVisible();
  await context.close();
});
