import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { strangerContext } from "./support/people.ts";

/** Two people with a workspace in common, its owner and a data scientist, and a canvas that is theirs alone. */
async function twoPeople(browser: Browser) {
  const owner = await strangerContext(browser);
  const other = await strangerContext(browser);
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(
    `INSERT INTO "Member" ("workspaceId", "userId", role)
     SELECT ours.id, theirs."userId", 'data_scientist'
     FROM "Workspace" ours, "Member" theirs JOIN "Workspace" w ON w.id = theirs."workspaceId"
     WHERE ours.slug = $1 AND w.slug = $2`,
    [owner.workspace, other.workspace],
  );
  await client.query(
    `UPDATE "User" SET name = 'Ines Duarte' WHERE id =
     (SELECT m."userId" FROM "Member" m JOIN "Workspace" w ON w.id = m."workspaceId" WHERE w.slug = $1 LIMIT 1)`,
    [other.workspace],
  );
  await client.end();
  const page = await owner.newPage();
  await page.goto(`/w/${owner.workspace}/new`);
  await page.getByLabel("Name").fill("Written together");
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL(/\/p\/[^/]+$/);
  return { owner, other, canvas: `${new URL(page.url()).pathname}/canvas`, page };
}

async function openCanvas(context: BrowserContext, canvas: string, page?: Page): Promise<Page> {
  const opened = page ?? (await context.newPage());
  await opened.goto(canvas);
  await expect(opened.locator("[data-save=saved]")).toBeVisible();
  return opened;
}

async function openBlock(page: Page, title: string) {
  await page.getByRole("button", { name: title, exact: true }).click();
  const editor = page.getByRole("dialog", { name: `Edit ${title}` });
  await expect(editor).toBeVisible();
  return editor;
}

const HOSTILE = `<img src=x onerror="document.title='hacked'"> [a](javascript:alert(1)) \u0645\u0631\u062d\u0628\u0627 \u{1F469}\u200D\u{1F469}\u200D\u{1F467} <script>alert(1)</script>`;

test("two people on a canvas see each other, undo their own, and lose nothing by a day offline or a lost role", async ({
  browser,
}) => {
  const { owner, other, canvas, page: first } = await twoPeople(browser);
  const here = await openCanvas(owner, canvas, first);
  let there = await openCanvas(other, canvas);

  const mine = (await openBlock(here, "Decisions")).getByLabel("Decision", { exact: true });
  await mine.pressSequentially("Order");
  // Who is there, in which block, and in which field.
  await expect(there.getByText("Here now: A Stranger")).toBeAttached();
  const block = there.locator("section[data-block=decisions]");
  await expect(block.getByText("A Stranger is in Decision")).toBeAttached();
  await expect(block).toContainText("Order");
  const editor = await openBlock(there, "Decisions");
  const theirs = editor.getByLabel("Decision", { exact: true });
  await theirs.press("End");
  await theirs.pressSequentially(" stock");
  await expect(mine).toHaveValue("Order stock");

  // Each takes back what they did themselves.
  await mine.press("Control+z");
  await expect(mine).toHaveValue(" stock");
  await expect(theirs).toHaveValue(" stock");
  await mine.press("Control+Shift+z");
  await expect(theirs).toHaveValue("Order stock");
  await editor.getByRole("button", { name: "Undo" }).click();
  await expect(mine).toHaveValue("Order");

  // Whatever is pasted or typed stays text; what is too much is refused whole.
  await mine.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "x".repeat(1_000_000));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(here.getByText("1,000,000 characters were not pasted")).toBeVisible();
  await expect(mine).toHaveValue("Order");
  for (const field of await here.getByRole("dialog", { name: "Edit Decisions" }).getByRole("textbox").all()) {
    await field.fill(HOSTILE);
  }
  await expect(block).toContainText(HOSTILE);
  expect(await there.title()).not.toContain("hacked");
  expect(await there.locator("section[data-block] :is(img, script)").count()).toBe(0);

  // Without a line one goes on, the page is closed, and another day it is all merged.
  await other.setOffline(true);
  const fallback = editor.getByLabel("Fallback");
  await fallback.fill("Written in the train.");
  await expect(there.getByText("Your text is kept here and will be merged")).toBeVisible();
  const cadence = here.getByRole("dialog", { name: "Edit Decisions" }).getByLabel("Cadence");
  await cadence.fill("Written at the desk.");
  await there.close();
  await other.setOffline(false);
  there = await openCanvas(other, canvas);
  for (const page of [here, there]) {
    const decisions = page.locator("section[data-block=decisions]");
    await expect(decisions).toContainText("Written in the train.");
    await expect(decisions).toContainText("Written at the desk.");
  }
  await here.reload();
  await expect(here.locator("section[data-block=decisions]")).toContainText("Written in the train.");

  // The role is taken in the middle of a sentence.
  const last = (await openBlock(there, "Building models")).getByLabel("Scaling plan");
  await last.pressSequentially("Twenty");
  await here.goto(`/w/${owner.workspace}/members`);
  await here.getByRole("combobox", { name: "Role of Ines Duarte" }).selectOption("stakeholder");
  await expect(there.getByText("Your role was changed just now")).toBeVisible();
  await last.pressSequentially("-four stores");
  await expect(last).toHaveValue("Twenty-four stores");
  await expect(there.getByText(/^Not saved\./)).toBeVisible();
  await here.getByRole("combobox", { name: "Role of Ines Duarte" }).selectOption("data_scientist");
  await expect(there.locator("[data-save=saved]")).toBeVisible();
  await here.goto(canvas);
  await expect(here.locator("section[data-block=building_models]")).toContainText("Twenty-four stores");
  await Promise.all([owner.close(), other.close()]);
});
