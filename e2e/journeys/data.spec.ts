import { expect, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

/** Sales as a till writes them: several rows a moment, a return, four weeks of two items. */
function sales(): string {
  const lines = ["item\tat\tunits\tprice"];
  for (let day = 1; day <= 28; day += 1) {
    for (const item of ["tea", "milk"]) {
      for (let sale = 0; sale < 3; sale += 1)
        lines.push(`${item}\t${day}/01/2024 1${sale % 2}:00\t${day + sale}\t2.5`);
    }
  }
  lines.push("tea\t29/01/2024 10:00\t-4\t2.5");
  return `${lines.join("\n")}\n`;
}

test("pasted sales become weekly demand by one answer, and a drop comes after them", async ({ browser }) => {
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  const name = `Till ${Date.now()}`;
  await page.goto(`${DEMO}/data/new`);
  await page.getByText("Paste rows, take a file from an address, or query a database").click();
  await page.getByLabel("Rows", { exact: true }).fill(sales());
  await page.getByRole("button", { name: "Take these rows" }).click();
  await page.getByRole("button", { name: "By week" }).click();
  await expect(page.getByText("Rows are rolled up to weeks")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Negative rows are left out")).toBeVisible();
  await page.getByLabel("Dataset", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Accept as a version" }).click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${name}, version 1`);
  await expect(page.getByText(/Rows are rolled up: weekly, add up/)).toBeVisible();

  await page.goto(`${DEMO}/data/new`);
  const more = ["item\tat\tunits\tprice"];
  for (let day = 1; day <= 11; day += 1)
    more.push(`tea\t${day}/02/2024 10:00\t5\t2.5`, `milk\t${day}/02/2024 10:00\t6\t2.5`);
  await expect(async () => {
    await page.getByLabel("Data file").setInputFiles({
      name: "february.tsv",
      mimeType: "text/tab-separated-values",
      buffer: Buffer.from(more.join("\n")),
    });
    await expect(page.getByText("february.tsv arrived whole")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await page.getByLabel("These rows").selectOption({ label: `Come after ${name}, version 1` });
  await expect(page.getByText("Rows are rolled up to weeks")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Accept as a version" }).click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${name}, version 2`);
  await expect(page.getByRole("link", { name: "Download february.tsv" })).toBeVisible();
  await context.close();
});
