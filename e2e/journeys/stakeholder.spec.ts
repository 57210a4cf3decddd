import { expect, test } from "@playwright/test";
import { demoRunIsFinished } from "../support/demo-run.ts";
import { contextOf, DEMO } from "../support/people.ts";

test("a decision is taken on the demo's run, and the stakeholder reads it with its charts and may edit nothing", async ({
  browser,
}) => {
  test.setTimeout(360_000);
  const product = await contextOf(browser, "product");
  await demoRunIsFinished(product);
  const deciding = await product.newPage();
  await deciding.goto(`${DEMO}/runs/1`);
  const reason = `Wait for a season with prices in the data ${Date.now()}.`;
  await deciding.getByRole("radio", { name: /Try again/ }).check();
  await deciding.getByLabel("Reason").fill(reason);
  await deciding.getByRole("button", { name: "Record the decision" }).click();
  await expect(deciding.getByText("It is kept for ever")).toBeVisible();
  await product.close();

  const context = await contextOf(browser, "viewer");
  const page = await context.newPage();
  await page.goto(DEMO);
  await expect(page.getByText(reason)).toBeVisible();

  await page.goto(`${DEMO}/runs/1`);
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("€");
  await expect(page.getByRole("region", { name: "Leaderboard on the untouched folds" })).toContainText(
    "Seasonal naive",
  );
  const chart = page.getByRole("slider").first();
  await expect(chart).toBeVisible();
  await expect(page.getByRole("button", { name: "Record the decision" })).toHaveCount(0);

  await page.goto(`${DEMO}/decisions`);
  await expect(page.getByText(reason)).toBeVisible();

  await page.goto(`${DEMO}/canvas`);
  await expect(page.locator("section[data-block]")).toHaveCount(10);
  await expect(page.locator("[data-block-title]")).toHaveCount(0);
  for (const path of ["/data/new", "/runs/new"]) {
    await page.goto(DEMO + path);
    await expect(page.getByRole("button", { name: /Train|Accept as a version/ })).toHaveCount(0);
  }
  await context.close();
});
