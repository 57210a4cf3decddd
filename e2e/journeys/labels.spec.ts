import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

/** Ninety days of two items; milk has ten days at zero, from 10 to 19 February 2024. */
function sales(): string {
  const lines = ["item,day,units"];
  for (const item of ["tea", "milk"]) {
    for (let day = 0; day < 90; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      const isOut = item === "milk" && day >= 40 && day < 50;
      lines.push(`${item},${date},${isOut ? 0 : 10 + (day % 7) + (item === "tea" ? day % 3 : 0)}`);
    }
  }
  return lines.join("\n");
}

test("a stock-out is accepted and a stretch is marked by keys; split and run form know of it", async ({
  browser,
}) => {
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  const data = `${DEMO}/data`;
  const upload = await page.request.post(`${data}/uploads?name=shelf.csv`, {
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
      name: `Shelf ${Date.now()}`,
      recipe: { delimiter: ",", decimalMark: "point", timeFormat: "iso", columns },
    },
  });
  const last = (await made.text()).trim().split("\n").at(-1) ?? "";
  const { id } = (JSON.parse(last) as { done: { id: string } }).done;

  await page.goto(`${data}/${id}/labels?series=milk`);
  const proposals = page.getByRole("region", { name: "Proposals" });
  const row = proposals.getByRole("button", { name: /^Stock-out\? milk/ });
  // The proposals are fetched by the page itself: it is alive once they are here.
  await row.focus();
  await row.press("Enter");
  await expect(page.getByText(/^10 Feb 2024 to 19 Feb 2024, 10 days, 0 in all$/).first()).toBeVisible();
  await row.press("a");
  await expect(page.getByText("Labelled a stock-out of milk.")).toBeVisible();
  await expect(proposals.getByText("The detectors find nothing that was not answered.")).toBeVisible();

  const chart = page.getByRole("slider", { name: "milk, period by period" });
  await chart.focus();
  for (const key of ["Home", "Shift+ArrowRight", "Shift+ArrowRight"]) await chart.press(key);
  await expect(chart).toHaveAttribute("aria-valuetext", /^1 Jan 2024 to 3 Jan 2024, 3 days/);
  await chart.press("2");
  await expect(page.getByText("Labelled a promotion of milk.")).toBeVisible();
  const labels = page.getByRole("region", { name: "Labels of this series" }).first();
  await labels.getByRole("button", { name: /^Remove promotion/ }).click();
  await expect(page.getByText("Removed a promotion of milk.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(labels.getByText("1 Jan 2024 to 3 Jan 2024")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map((each) => each.id)).toEqual([]);

  await page.goto(`${data}/${id}/split?horizonSteps=7&testFolds=2`);
  await expect(page.getByRole("row", { name: /test: untouched.*16 Mar 2024.*23 Mar 2024/ })).toBeVisible();
  await expect(page.getByText("Nobody has looked at these periods yet.")).toBeVisible();

  await page.getByRole("link", { name: "Train with this split" }).click();
  await expect(page.getByLabel("Do not learn from 1 stock-out")).toBeChecked();
  await expect(page.getByLabel("Horizon")).toHaveValue("7");
  await context.close();
});
