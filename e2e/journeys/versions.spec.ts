import { expect, type Page, test } from "@playwright/test";
import { contextOf } from "../support/people.ts";

/** Forty days of two items, a third one later; `rewritten` days of tea are other values than before. */
function sales(days: number, rewritten: readonly number[] = [], items = ["tea", "milk"]): string {
  const lines = ["item,day,units"];
  for (const item of items) {
    for (let day = 0; day < days; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      const more = item === "tea" && rewritten.includes(day) ? 30 : 0;
      lines.push(`${item},${date},${10 + (day % 7) + more}`);
    }
  }
  return lines.join("\n");
}

async function addVersion(page: Page, data: string, text: string): Promise<string> {
  const upload = await page.request.post(`${data}/uploads?name=sales.csv`, {
    data: Buffer.from(text),
    headers: { "content-type": "application/octet-stream" },
  });
  const columns = [
    { name: "item", role: "series" },
    { name: "day", role: "time" },
    { name: "units", role: "target" },
  ];
  const made = await page.request.post(`${data}/versions`, {
    data: {
      uploadId: ((await upload.json()) as { id: string }).id,
      name: "Till sales",
      recipe: { delimiter: ",", decimalMark: "point", timeFormat: "iso", columns },
    },
  });
  const last = (await made.text()).trim().split("\n").at(-1) ?? "";
  return (JSON.parse(last) as { done: { id: string } }).done.id;
}

test("what changed between two versions, where it comes from, and how one is deleted", async ({
  browser,
}) => {
  const context = await contextOf(browser, "owner");
  const page = await context.newPage();
  await page.goto("/w/demo/new");
  await page.getByLabel("Name").fill(`Versions ${Date.now()}`);
  await page.getByRole("button", { name: /Create|Make/ }).click();
  await page.waitForURL(/\/p\/[^/]+$/);
  const project = new URL(page.url()).pathname;
  const data = `${project}/data`;
  const first = await addVersion(page, data, sales(40));
  await addVersion(page, data, sales(50, [3, 4], ["tea", "milk", "rice"]));

  await page.goto(data);
  await page.getByRole("link", { name: "The dataset Till sales" }).first().click();
  await page.getByRole("link", { name: "What changed" }).click();
  await expect(
    page.getByText(
      "Against version 1, version 2 has 70 rows more, 1 new series and 2 values of the past rewritten.",
    ),
  ).toBeVisible();
  await page.getByText("The largest changes, old and new value").click();
  await expect(page.getByRole("row", { name: "tea 4 Jan 2024 13 43" })).toBeVisible();

  // Along the lines by keys: from the version to the recipe, to the raw file, and on its link.
  await page.getByRole("link", { name: "To the dataset" }).click();
  await page.getByRole("link", { name: "Lineage", exact: true }).first().click();
  const version = page.getByRole("link", { name: /^Version: Version 2/ });
  const recipe = page.getByRole("link", { name: /^Recipe: Recipe 1/ });
  await expect(async () => {
    await version.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(recipe).toBeFocused({ timeout: 500 });
  }).toPass();

  await page.goto(`${data}/${first}`);
  await page.getByRole("link", { name: "Dataset and contract" }).click();
  await expect(async () => {
    await page.getByRole("button", { name: "Delete version 1 …" }).click();
    await expect(page.getByLabel("Why (stands in the audit)")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("too old");
  await page.getByRole("button", { name: "Delete version 1", exact: true }).click();
  await expect(page.getByText(/^data deleted on .*: too old$/)).toBeVisible();
  await page.goto(`${data}/${first}`);
  await expect(page.getByText("The data of this version were deleted")).toBeVisible();
  await context.close();
});
