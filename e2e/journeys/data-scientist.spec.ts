import { expect, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

/**
 * Twelve items over 140 days with a weekday pattern, promotions and fixed noise: small, and worth forecasting. `plan` is
 * what today's method said, which knows no promotions.
 */
function salesCsv(): string {
  const lines = ["item;day;sold;promo;plan"];
  let state = 7;
  for (let item = 0; item < 12; item += 1) {
    for (let day = 0; day < 140; day += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const promo = day % 21 < 3 ? 1 : 0;
      const weekday = [1, 0.9, 0.95, 1, 1.3, 1.7, 0.6][day % 7] ?? 1;
      const units = Math.round((10 + 2 * item) * weekday * (1 + promo) + (state % 7));
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      lines.push(`item ${item + 1};${date};${units};${promo};${Math.round((10 + 2 * item) * weekday) + 3}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

test("the data scientist uploads data, is told what is wrong with it, mends it, trains and compares", async ({
  browser,
}) => {
  test.setTimeout(420_000);
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  const name = `Journey ${Date.now()}`;

  await page.goto(`${DEMO}/data/new`);
  const file = page.getByLabel("Data file");
  const broken = salesCsv().replace(/(item 1;2024-01-05;)\d+/, "$1many");
  // A page that is still waking up does not hear of a file; a person would choose it again.
  await expect(async () => {
    await file.setInputFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(broken) });
    await expect(page.getByText("sales.csv arrived whole")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const refusal = page.getByRole("region", { name: "Problems in the file" });
  await expect(refusal).toContainText("many");
  await expect(refusal.getByRole("row").nth(1)).toContainText("6");
  await expect(page.getByRole("button", { name: "Accept as a version" })).toBeDisabled();

  await file.setInputFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(salesCsv()) });
  await expect(page.getByText("Rows").first()).toBeVisible();
  await page.getByLabel("Role of promo").selectOption("covariate");
  await page.getByLabel("When promo is known").selectOption("known_ahead");
  await page.getByLabel("Role of plan").selectOption("today");
  await page.getByLabel("Dataset", { exact: true }).fill(name);
  const accept = page.getByRole("button", { name: "Accept as a version" });
  await expect(accept).toBeEnabled();
  await accept.click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);

  await page.goto(`${DEMO}/runs/new`);
  await page.getByLabel("Question").fill("Does a network beat the same weekday of last week?");
  await page.getByLabel("Data", { exact: true }).selectOption({ label: `${name}, version 1` });
  await page.getByLabel("Horizon", { exact: true }).fill("7");
  await page.getByLabel("Season", { exact: true }).fill("7");
  await page.getByLabel("Selection folds").fill("1");
  await page.getByLabel("Untouched folds").fill("2");
  // What a newcomer finds set: the engine chooses. The rest is behind a line.
  await expect(page.getByRole("checkbox", { name: /Let Forecanvas choose/ })).toBeChecked();
  await page.getByLabel("Time budget").fill("10");
  await page.getByText("Compare other methods").click();
  await page.getByRole("checkbox", { name: /^Network/ }).check();
  await page.getByLabel("Training steps").fill("60");
  await page.getByLabel("Members").fill("1");
  await page.getByRole("checkbox", { name: /Today's method/ }).check();
  await page.getByText("Advanced: folds, training and seed").click();
  await page.getByLabel("Gap", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Train" }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  await expect(page.getByRole("progressbar").first()).toBeVisible();

  const leaderboard = page.getByRole("region", { name: "Leaderboard on the untouched folds" });
  await expect(leaderboard).toBeVisible({ timeout: 360_000 });
  await expect(leaderboard).toContainText("Seasonal naive");
  await expect(leaderboard).toContainText("Network");
  await expect(leaderboard).toContainText("Today's method");
  await expect(leaderboard).toContainText("Forecanvas's choice");
  await expect(page.getByText(/, a gap of 1 step; /)).toBeVisible();
  const tried = page.getByRole("region", { name: "What was tried, and why this was chosen" });
  await expect(tried).toContainText(/erred least on the past|Nothing was better/);
  await expect(tried.getByRole("region", { name: "Methods that were tried" })).toContainText("the baseline");
  await page.getByText("Scores in detail").click();
  await expect(page.getByRole("region", { name: "All measures" })).toContainText("RMSSE");
  await page.getByRole("button", { name: "By step ahead" }).click();
  await expect(page.getByRole("img", { name: /^MASE by step ahead\./ })).toBeVisible();
  await page.getByRole("button", { name: "Against the baseline" }).click();
  await expect(page.getByRole("region", { name: "Against the baseline" })).toContainText(
    /better|no difference shown/,
  );
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(
    /Use ML\.|Do not use ML here\.|Too little evidence/,
  );

  const why = page.locator("#why");
  await why.scrollIntoViewIfNeeded();
  await expect(why.getByText("The parts of this series")).toBeVisible({ timeout: 60_000 });
  await expect(why.getByText(/Without promo, the error/)).toBeVisible({ timeout: 120_000 });
  await why.getByRole("button", { name: "On for all steps" }).click();
  await why.getByRole("button", { name: "Forecast with these values" }).click();
  await expect(why.getByText(/instead of/)).toBeVisible({ timeout: 60_000 });

  const address = new URL(page.url()).pathname;
  const csv = await context.request.get(`${address}/forecast.csv`);
  const [head, first] = (await csv.text()).split("\n");
  expect(head).toContain("unique_id");
  expect(head).toContain("yhat");
  expect(first).toContain("item ");
  await context.close();
});

test("a run is cancelled, and says that nothing else changed", async ({ browser }) => {
  const context = await contextOf(browser, "science");
  const page = await context.newPage();
  await page.goto(`${DEMO}/runs/new`);
  await page.getByLabel("Time budget").fill("600");
  await page.getByRole("button", { name: "Train" }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  await page.getByRole("button", { name: "Cancel run" }).click();
  await page.getByRole("button", { name: "Cancel this run" }).click();
  await expect(page.getByText(/cancelled/i).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
  await context.close();
});
