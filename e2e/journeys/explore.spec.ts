import { expect, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

/** Sixty days of two items; milk has ten days at zero, from 10 to 19 February 2024. */
function sales(): string {
  const lines = ["item,day,units"];
  for (const item of ["tea", "milk"]) {
    for (let day = 0; day < 60; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      const isOut = item === "milk" && day >= 40 && day < 50;
      lines.push(`${item},${date},${isOut ? 0 : 10 + (day % 7)}`);
    }
  }
  return lines.join("\n");
}

test("a stock-out is found in the explorer, and an expectation about it keeps runs from the version", async ({
  browser,
}) => {
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  const data = `${DEMO}/data`;
  const upload = await page.request.post(`${data}/uploads?name=milk.csv`, {
    data: Buffer.from(sales()),
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
      name: `Milk ${Date.now()}`,
      recipe: { delimiter: ",", decimalMark: "point", timeFormat: "iso", columns },
    },
  });
  const last = (await made.text()).trim().split("\n").at(-1) ?? "";
  const { id } = (JSON.parse(last) as { done: { id: string } }).done;

  await page.goto(`${data}/${id}/explore`);
  await expect(
    page.getByText("1 of 2 series have something to look at: 1 may have been out of stock."),
  ).toBeVisible();
  // The one with a finding comes first, and is shown.
  await expect(page.getByText(/^Nothing from 10 Feb 2024 to 19 Feb 2024/)).toBeVisible();
  const list = page.getByRole("region", { name: /^Series\. Arrow keys/ });
  await list.focus();
  await list.press("ArrowDown");
  await expect(page.getByText("Nothing was found that would mislead a model.")).toBeVisible();
  await list.press("Enter");
  await expect(page.getByRole("heading", { name: "tea" })).toBeFocused();
  await page.getByLabel("Findings", { exact: true }).selectOption({ label: "stock-out? (1)" });
  await expect(page.getByText("1 of 2 series", { exact: true })).toBeVisible();

  await page.goto(`${data}/${id}/checks`);
  await page.getByRole("button", { name: "Change what is expected" }).click();
  await page.getByLabel("Stock-outs, at most").fill("0");
  await page.getByLabel("Stock-outs: when it fails").selectOption({ label: "blocks training" });
  await page.getByRole("button", { name: "Store, and judge the versions" }).click();
  await expect(page.getByText("50 %, 1 series")).toBeVisible();
  await expect(page.getByText(/1 blocks training/)).toBeVisible();

  await page.goto(`${DEMO}/runs/new?version=${id}`);
  await expect(
    page.getByText("This version cannot be trained on: it fails what is expected of it"),
  ).toBeVisible();
  await context.close();
});
