import { expect, test } from "@playwright/test";
import { strangerContext } from "../support/people.ts";

/** Four items over fourteen months with a weekday pattern and fixed noise. */
function salesCsv(): string {
  const lines = ["unique_id,ds,y"];
  let state = 11;
  for (let item = 1; item <= 4; item += 1) {
    for (let day = 0; day < 425; day += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const weekday = [1, 0.9, 0.95, 1, 1.3, 1.7, 0.6][day % 7] ?? 1;
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      lines.push(`item ${item},${date},${Math.round(10 * item * weekday) + (state % 9)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

const CLAIMS = [
  ["Data sources", "data_sources", "12 months of history"],
  ["Offline evaluation", "offline_evaluation", "Costs at least 10 % less"],
  ["Building models", "building_models", "Errors stay below 30 %"],
] as const;

test("from nothing to a plan whose claims the first run turns, in two browsers", async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await strangerContext(browser);
  const page = await context.newPage();

  // The canvas, from a template.
  await page.goto(`/w/${context.workspace}/new`);
  await page.getByLabel("Name").fill("Bakery orders");
  await page.getByRole("radio", { name: /^Retail demand/ }).check();
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL(/\/canvas$/);
  const project = new URL(page.url()).pathname.replace(/\/canvas$/, "");

  // Three tasks of the process are ranked, and the best is chosen.
  await page.goto(`${project}/opportunities`);
  await page.getByRole("button", { name: "Start from Retail demand" }).click();
  for (const [task, value, feasibility] of [
    ["Forecast demand per item and day", "5", "4"],
    ["Order stock per item", "4", "3"],
    ["Plan promotions", "3", "2"],
  ] as const) {
    await page.getByRole("button", { name: `Edit ${task}` }).click();
    const form = page.getByRole("form", { name: `Change “${task}”` });
    await form.getByLabel("Value", { exact: true }).selectOption(value);
    await form.getByLabel("Feasibility", { exact: true }).selectOption(feasibility);
    await form.getByRole("button", { name: /^Save/ }).click();
    await expect(form).toBeHidden();
  }
  const ranked = page.getByRole("region", { name: "Ranked, with the reasons" });
  const places = ranked.getByRole("row").filter({ has: page.getByRole("button", { name: /^Choose/ }) });
  await expect(places.nth(0)).toContainText("Forecast demand per item and day");
  await expect(places.nth(0)).toContainText("Value 5 × feasibility 4 = 20");
  await expect(places.nth(1)).toContainText("Order stock per item");
  await expect(places.nth(2)).toContainText("Plan promotions");
  await page.getByRole("button", { name: "Choose Forecast demand per item and day" }).click();
  await expect(page.getByText(/^This project is about “Forecast demand per item and day”/)).toBeVisible();

  // A return that can be defended: what is assumed, what it takes, how sure.
  await page.goto(`${project}/roi`);
  for (const [label, value] of [
    ["Volume", "120000"],
    ["WAPE of today's method", "40"],
    ["Saving on today's cost", "30"],
    ["Build", "3000"],
    ["Infrastructure", "500"],
    ["Other upkeep", "200"],
  ] as const) {
    const field = page.getByRole("textbox", { name: label, exact: true });
    await field.fill(value);
    await field.blur();
  }
  await expect(page.locator("[data-save=saved]")).toBeVisible();
  await expect(page.locator("[data-risk]")).toContainText(
    /Pays back in \d+ months; .* risk of a loss; hinges on/,
  );

  // What the plan claims, not proven yet.
  await page.goto(`${project}/canvas`);
  for (const [title, block, text] of CLAIMS) {
    await page.getByRole("button", { name: title, exact: true }).click();
    const editor = page.getByRole("dialog", { name: `Edit ${title}` });
    const suggested = editor.getByRole("button", { name: /^Claim that: / }).first();
    if (block === "building_models") {
      await editor.getByRole("button", { name: "Add a claim" }).click();
      const form = editor.getByRole("form", { name: "A new claim" });
      await form.getByLabel("Claim").fill(text);
      await form.getByLabel("Measured by").selectOption({ label: "Run: WAPE" });
      await form.getByLabel("Number").fill("30");
      await form.getByRole("button", { name: "Add the claim" }).click();
    } else await suggested.click();
    const chip = page.locator(`section[data-block=${block}] [data-claim]`).filter({ hasText: text });
    await expect(editor.getByRole("button", { name: /^Remove the claim/ })).toHaveCount(1);
    await expect(editor.getByRole("button", { name: "Add a claim" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(chip).toHaveAttribute("data-claim", "unproven");
  }
  await page.getByRole("button", { name: "Share" }).click();
  const share = page.getByRole("dialog", { name: "Share to read" });
  await share.getByLabel("For whom").fill("The board");
  await share.getByRole("button", { name: "Make a link" }).click();
  const link = new URL(await share.getByLabel("Link", { exact: true }).inputValue()).pathname;
  await page.keyboard.press("Escape");

  // Another browser brings the data and trains, while the canvas stays open in the first.
  const second = await browser.newContext({ storageState: await context.storageState() });
  const desk = await second.newPage();
  await desk.goto(`${project}/data/new`);
  await expect(async () => {
    await desk
      .getByLabel("Data file")
      .setInputFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(salesCsv()) });
    await expect(desk.getByText("sales.csv arrived whole")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await desk.getByRole("button", { name: "Accept as a version" }).click();
  await desk.waitForURL(/\/data\/[0-9a-f-]{36}$/);
  await desk.goto(`${project}/runs/new`);
  await desk.getByLabel("Horizon", { exact: true }).fill("7");
  await desk.getByRole("checkbox", { name: /Let Forecanvas choose/ }).uncheck();
  await desk.getByRole("button", { name: "Train" }).click();
  await desk.waitForURL(/\/runs\/\d+$/);
  await expect(desk.getByRole("region", { name: "Leaderboard on the untouched folds" })).toBeVisible({
    timeout: 120_000,
  });

  // The first browser was never reloaded.
  for (const [, block, text] of CLAIMS) {
    const chip = page.locator(`section[data-block=${block}] [data-claim]`).filter({ hasText: text });
    await expect(chip).toHaveAttribute("data-claim", /^(supported|contradicted)$/, { timeout: 60_000 });
  }
  const months = page.locator("section[data-block=data_sources] [data-claim]");
  await expect(months).toHaveAttribute("data-claim", "supported");
  await expect(months).toContainText("14.0 months");

  // Whoever has the link reads the same, without an account.
  const outside = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const reader = await outside.newPage();
  await reader.goto(link);
  await expect(reader.getByText("12 months of history").first()).toBeVisible();
  await Promise.all([outside.close(), second.close(), context.close()]);
});
