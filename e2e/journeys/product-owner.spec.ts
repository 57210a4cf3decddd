import { type Browser, expect, type Page, test } from "@playwright/test";
import { contextOf, DEMO } from "../support/people.ts";

async function openCanvas(browser: Browser, role: "product" | "owner"): Promise<Page> {
  const context = await contextOf(browser, role);
  const page = await context.newPage();
  await page.goto(`${DEMO}/canvas`);
  await expect(page.locator("[data-save=saved]")).toBeVisible();
  return page;
}

async function openBlock(page: Page, title: string) {
  await page.getByRole("button", { name: title, exact: true }).click();
  const editor = page.getByRole("dialog", { name: `Edit ${title}` });
  await expect(editor).toBeVisible();
  return editor;
}

test("the product owner fills the canvas: in place, saved as typed, there after a reload", async ({
  browser,
}) => {
  const page = await openCanvas(browser, "product");
  await expect(page.locator("section[data-block]")).toHaveCount(10);
  const editor = await openBlock(page, "When not to use ML");
  const field = editor.getByRole("textbox").first();
  const words = `Nobody has time to read the proposals ${Date.now()}.`;
  await field.fill(words);
  await expect(page.locator("[data-save=saved]")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("section[data-block=when_not_to_use_ml]")).toContainText(words);
  await page.reload();
  await expect(page.locator("section[data-block=when_not_to_use_ml]")).toContainText(words);
  await page.context().close();
});

test("two people in one field of one block: both texts stay", async ({ browser }) => {
  const [first, second] = await Promise.all([openCanvas(browser, "product"), openCanvas(browser, "owner")]);
  const fieldOf = async (page: Page) =>
    (await openBlock(page, "Building models")).getByRole("textbox").first();
  const [left, right] = [await fieldOf(first), await fieldOf(second)];
  const start = `Start ${Date.now()} end`;
  await left.fill(start);
  await expect(right).toHaveValue(start);
  await left.press("Home");
  await right.press("End");
  await Promise.all([left.pressSequentially("left "), right.pressSequentially(" right")]);
  await expect(left).toHaveValue(`left ${start} right`);
  await expect(right).toHaveValue(`left ${start} right`);
  await Promise.all([first.context().close(), second.context().close()]);
});

test("a block is agreed, kept as a version, changed by another and brought back before their eyes", async ({
  browser,
}) => {
  const [page, other] = await Promise.all([openCanvas(browser, "product"), openCanvas(browser, "owner")]);
  const words = `Seasonal naive ${Date.now()}`;
  const editor = await openBlock(page, "Decisions");
  await editor.getByLabel("Fallback").fill(words);
  await editor.getByRole("button", { name: /^Agree/ }).click();
  await expect(editor.getByText(/^Agreed by /)).toBeVisible();
  await expect(page.locator("[data-save=saved]")).toBeVisible();
  const mark = other
    .getByRole("toolbar", { name: "Agreement by block" })
    .getByRole("button", { name: /^Decisions:/ });
  await expect(mark).toHaveAccessibleName(/^Decisions: agreed by /);

  await page.goto(`${DEMO}/canvas/versions`);
  const name = `Review of ${words}`;
  await page.getByLabel("Name of this version").fill(name);
  await page.getByRole("button", { name: "Keep a version" }).click();
  const version = page.getByRole("link", { name, exact: true });
  await expect(version).toBeVisible();

  const theirs = await openBlock(other, "Decisions");
  await theirs.getByLabel("Fallback").fill(`${words}, by hand`);
  await expect(theirs.getByText(/^Changed since it was agreed by .*1 change$/)).toBeVisible();
  await expect(other.locator("[data-save=saved]")).toBeVisible();

  await version.click();
  await expect(page.locator("ins").filter({ hasText: "by hand" })).toBeVisible();
  await page.getByRole("button", { name: /^Restore version/ }).click();
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByText(/^Nothing differs between version/)).toBeVisible();
  await expect(theirs.getByLabel("Fallback")).toHaveValue(words);
  await expect(theirs.getByText(/^Agreed by /)).toBeVisible();
  await Promise.all([page.context().close(), other.context().close()]);
});

test("what is typed without a connection is kept and merged on return", async ({ browser }) => {
  const page = await openCanvas(browser, "product");
  const editor = await openBlock(page, "Collecting data");
  const words = `Typed in a train ${Date.now()}`;
  await page.context().setOffline(true);
  await editor.getByRole("textbox").first().fill(words);
  await expect(page.locator("[data-save=offline]")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.locator("[data-save=saved]")).toBeVisible({ timeout: 30_000 });
  const other = await openCanvas(browser, "owner");
  await expect(other.locator("section[data-block=collecting_data]")).toContainText(words);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("a claim is bound to a measure, and turns in another browser without a reload", async ({ browser }) => {
  const [page, other] = await Promise.all([openCanvas(browser, "product"), openCanvas(browser, "owner")]);
  const editor = await openBlock(page, "Building models");
  const seen = other.locator("section[data-block=building_models]");
  const text = `One model for all items ${Date.now()}`;
  await editor.getByRole("button", { name: "Add a claim" }).click();
  const form = editor.getByRole("form", { name: "A new claim" });
  await expect(form.getByLabel("Claim")).toBeFocused();
  await form.getByLabel("Claim").fill(text);
  await form.getByLabel("Measured by").selectOption({ label: "Data: Number of series" });
  await form.getByLabel("Number").fill("12o");
  await form.getByRole("button", { name: "Add the claim" }).click();
  await expect(form.getByText("“12o” is not a number.")).toBeVisible();
  // Other journeys bring data of their own: whichever is newest, it has a series.
  await form.getByLabel("Number").fill("1");
  await form.getByRole("button", { name: "Add the claim" }).click();
  await expect(editor.getByRole("button", { name: "Add a claim" })).toBeFocused();
  const chip = seen.getByRole("listitem").filter({ hasText: text });
  await expect(chip).toContainText(/supported: [\d,]+ series, .+, version/);

  await editor.getByRole("button", { name: `Edit the claim ${text}` }).click();
  const threshold = editor.locator("input[name=threshold]");
  await threshold.fill("100000");
  await threshold.press("Enter");
  await expect(chip).toContainText(/contradicted: [\d,]+ series/);
  await other.getByRole("button", { name: /^Go to the next claim that is contradicted/ }).click();
  await expect(other.locator("[data-claim=contradicted]:focus")).toHaveCount(1);

  await editor.getByRole("button", { name: `Remove the claim ${text}` }).click();
  await expect(chip).toHaveCount(0);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("the product owner estimates the return: unit costs from the canvas, every formula on demand", async ({
  browser,
}) => {
  const context = await contextOf(browser, "product");
  const page = await context.newPage();
  await page.goto(`${DEMO}/roi`);
  await expect(page.getByText(/One unit short costs €0.54, one unit over €0.18/)).toBeVisible();
  const results = page.getByRole("list", { name: "Results" });
  const npv = results.getByRole("listitem").filter({ hasText: /^NPV/ });
  const before = await npv.locator("summary").textContent();
  const build = page.getByRole("textbox", { name: "Build", exact: true });
  await build.fill("10500");
  await build.blur();
  await expect(page.locator("[data-save=saved]")).toBeVisible();
  await expect(npv.locator("summary")).not.toHaveText(before ?? "");
  await npv.locator("summary").click();
  await expect(npv.locator("details[open]")).toContainText("Σ");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Build", exact: true })).toHaveValue(/10,?500/);
  // How sure it is, by 10,000 draws of a worker.
  await expect(page.locator("[data-risk]")).toContainText(/Pays back in|Does not pay back/);
  await expect(page.locator("[data-risk]")).toContainText("hinges on");
  // A case beside it, which a workbook then has a sheet of.
  await page.getByRole("button", { name: "Add a pessimistic case" }).click();
  const cases = page.getByRole("region", { name: "Cases side by side" });
  await expect(cases.getByRole("link", { name: "Pessimistic" })).toHaveAttribute("aria-current", "true");
  const file = await context.request.get(`${DEMO}/roi/workbook`);
  expect(file.headers()["content-type"]).toContain("spreadsheetml");
  await page.getByRole("button", { name: "Delete “Pessimistic”" }).click();
  await expect(cases.getByRole("link", { name: "Pessimistic" })).toHaveCount(0);
  await context.close();
});
