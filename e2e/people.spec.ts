import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { fromElsewhere, strangerContext } from "./support/people.ts";
import { PROVIDER_ACCOUNTS, PROVIDER_NAME } from "./support/provider-accounts.ts";

const PASSWORD = "a long enough password";

let owner: BrowserContext & { workspace: string };
let members: string;
let tag = 0;

test.beforeAll(async ({ browser }) => {
  owner = await strangerContext(browser);
  members = `/w/${owner.workspace}/members`;
});
test.afterAll(() => owner.close());

function freshEmail(): string {
  tag += 1;
  return `people-${Date.now().toString(36)}-${tag}@test.local`;
}

/** The link that the page shows this once. */
async function linkOn(page: Page): Promise<string> {
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  expect(link).toMatch(/\/(invitation|reset)\/[A-Za-z0-9_-]{43}$/);
  return new URL(link).pathname;
}

async function invite(email: string, role = "data_scientist"): Promise<string> {
  const page = await owner.newPage();
  await page.goto(members);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  await expect(page.getByText(`Send this link to ${email} now.`)).toBeVisible();
  const link = await linkOn(page);
  await page.close();
  return link;
}

/** Somebody who joined the owner's workspace by an invitation, with an account made on the way. */
async function memberContext(browser: Browser, email: string): Promise<BrowserContext> {
  const context = await browser.newContext(fromElsewhere());
  const page = await context.newPage();
  await page.goto(await invite(email));
  await page.getByLabel("Your name").fill("Ines Duarte");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the account and join as data scientist" }).click();
  await page.waitForURL(`**/w/${owner.workspace}`);
  await page.close();
  return context;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Through the sign-in page to the provider, and there as one of its accounts. */
async function signInAtProvider(page: Page, who: string, from = "/sign-in"): Promise<void> {
  await page.goto(from);
  await page.getByRole("link", { name: `Sign in with ${PROVIDER_NAME}` }).click();
  await expect(page.getByRole("heading", { name: "Who are you?" })).toBeVisible();
  await page.getByRole("link", { name: who, exact: true }).click();
}

/** Not the router's own, which reads the title of each page out. */
const alert = (page: Page) =>
  page.locator('[role="alert"]:not(#__next-route-announcer__)').filter({ hasText: /\S/ });

/** A comment with a mention is there at once in the other browser, is answered and resolved; nothing typed is lost. */
async function talk(here: Page, there: Page): Promise<void> {
  await here.goto(`/w/${owner.workspace}/new`);
  await here.getByLabel("Name").fill("Talked about");
  await here.getByRole("button", { name: "Create the project" }).click();
  await here.waitForURL(/\/p\/[^/]+$/);
  const canvas = `${new URL(here.url()).pathname}/canvas`;
  for (const page of [here, there]) {
    await page.goto(canvas);
    await expect(page.locator("[data-save=saved]")).toBeVisible();
  }

  await there.getByRole("button", { name: "Decisions", exact: true }).focus();
  await there.keyboard.press("Alt+m");
  const box = there.getByRole("textbox", { name: "Comment on Decisions" });
  await expect(box).toBeFocused();
  await box.pressSequentially("<b>Settled</b>, @stra");
  await expect(there.getByRole("option", { name: "A Stranger" })).toHaveAttribute("aria-selected", "true");
  await there.setViewportSize({ width: 390, height: 844 });
  const { violations } = await new AxeBuilder({ page: there }).analyze();
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
  await there.keyboard.press("Enter");
  await there.keyboard.type("?");
  await there.reload();
  await there.getByRole("button", { name: "Decisions: no open comment" }).click();
  await expect(box).toHaveValue("<b>Settled</b>, @A Stranger ?");
  await there.context().setOffline(true);
  await box.press("Control+Enter");
  await expect(there.getByText("The server did not answer.")).toBeVisible();
  await there.context().setOffline(false);
  await box.press("Control+Enter");
  await expect(box).toHaveValue("");

  await expect(here.getByRole("button", { name: "Decisions: 1 open comment" })).toBeVisible();
  await here.getByRole("link", { name: "For you, 1 unread" }).click();
  await here.getByRole("link", { name: /Ines Duarte mentioned you in Decisions/ }).click();
  const panel = here.getByRole("complementary", { name: "Comments" });
  await expect(panel.getByText("<b>Settled</b>, @A Stranger ?")).toBeVisible();
  await expect(here.getByRole("link", { name: "For you", exact: true })).toBeVisible();
  await panel.getByRole("button", { name: /^Reply to/ }).click();
  await here.keyboard.type("Since Monday.");
  await here.keyboard.press("Control+Enter");
  await expect(there.getByText("Since Monday.")).toBeVisible();
  await there.getByRole("button", { name: /^Resolve:/ }).click();
  await expect(here.getByRole("button", { name: "Decisions: no open comment" })).toBeVisible();

  await box.fill("Typed with care ".repeat(1_250));
  await box.press("Control+Enter");
  await expect(there.getByText("this one has 20,000")).toBeVisible();
  await box.fill("Typed with care");
  await here.goto(members);
  const row = here.getByRole("row", { name: /Ines Duarte/ });
  await row.getByRole("button", { name: "Remove Ines Duarte …" }).click();
  await row.getByRole("button", { name: "Remove Ines Duarte", exact: true }).click();
  await expect(there.getByText("You are no longer a member of this workspace.")).toBeVisible();
  await expect(box).toHaveValue("Typed with care");
}

test.describe("an invitation", () => {
  test("is made, copied, and used in another browser by somebody new; once, and the two talk about a canvas", async ({
    browser,
  }) => {
    const email = freshEmail();
    const member = await memberContext(browser, email);
    const page = await owner.newPage();
    await page.goto(members);
    await expect(page.getByRole("row", { name: new RegExp(email) })).toContainText("Ines Duarte");
    await page.goto(`/w/${owner.workspace}/audit`);
    await expect(page.getByText("joined by an invitation as data scientist")).toBeVisible();
    await talk(page, await member.newPage());
    await member.close();
    await page.close();
  });

  test("copies its link, and the page tells nobody its address", async ({ browser }) => {
    await owner.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await owner.newPage();
    await page.goto(members);
    await page.getByLabel("E-mail").fill(freshEmail());
    await page.getByRole("button", { name: "Make an invitation" }).click();
    const path = await linkOn(page);
    await page.getByRole("button", { name: "Copy" }).click();
    await expect(page.getByText("Copied.")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(path);
    await page.reload();
    await expect(page.getByLabel("Link", { exact: true })).toHaveCount(0);
    await page.close();

    const stranger = await browser.newContext(fromElsewhere());
    const opened = await stranger.newPage();
    const requests: { url: string; referer: string | undefined }[] = [];
    opened.on("request", (request) =>
      requests.push({ url: request.url(), referer: request.headers().referer }),
    );
    const response = await opened.goto(path);
    expect(response?.headers()["referrer-policy"]).toBe("no-referrer");
    expect(response?.headers()["cache-control"]).toContain("no-store");
    await opened.waitForLoadState("networkidle");
    const origin = new URL(opened.url()).origin;
    expect(requests.filter(({ url }) => !url.startsWith(origin) && !url.startsWith("data:"))).toEqual([]);
    expect(requests.filter(({ referer }) => referer)).toEqual([]);
    await stranger.close();
  });

  test("sends somebody with an account to sign in and back, and works once", async ({ browser }) => {
    const known = await strangerContext(browser);
    const accountPage = await known.newPage();
    await accountPage.goto("/account");
    const email = (await accountPage.getByText(/^Signed in as/).textContent())?.match(/\S+@\S+(?=\.)/)?.[0];
    expect(email).toBeDefined();
    const link = await invite(email ?? "", "stakeholder");

    const fresh = await browser.newContext(fromElsewhere());
    const page = await fresh.newPage();
    await page.goto(link);
    await expect(page.getByText("There is an account with the e-mail")).toBeVisible();
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await signIn(page, email ?? "", PASSWORD);
    await page.waitForURL(`**${link}`);
    await page.getByRole("button", { name: "Join as stakeholder" }).click();
    await page.waitForURL(`**/w/${owner.workspace}`);

    const again = await page.goto(link);
    expect(again?.status()).toBe(404);
    await expect(page.getByText("was used already")).toBeVisible();
    await expect(page.getByRole("link", { name: /^Open/ })).toBeVisible();
    await Promise.all([fresh.close(), known.close()]);
  });

  test("opened while signed in as somebody else says so, and there is a way out", async ({ browser }) => {
    const email = freshEmail();
    const link = await invite(email);
    const other = await strangerContext(browser);
    const page = await other.newPage();
    await page.goto(link);
    await expect(page.getByText("nobody else can use it")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Join/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Sign out and come back" }).click();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(
      page.getByRole("button", { name: "Make the account and join as data scientist" }),
    ).toBeVisible();
    await other.close();
  });

  test("that was taken back, replaced, or is garbage is nothing, in words", async ({ browser }) => {
    const email = freshEmail();
    const first = await invite(email);
    const second = await invite(email);
    const page = await owner.newPage();
    const guest = await browser.newContext(fromElsewhere());
    const opened = await guest.newPage();
    expect((await opened.goto(first))?.status()).toBe(404);
    await expect(opened.getByText("a newer one took its place")).toBeVisible();

    await opened.goto(second);
    await expect(opened.getByLabel("Your name")).toBeVisible();
    await page.goto(members);
    await page.getByRole("button", { name: `Take back the invitation of ${email}` }).click();
    await expect(page.getByText(email)).toHaveCount(0);
    // The form that was open before is refused too.
    await opened.getByLabel("Your name").fill("Too Late");
    await opened.getByLabel("Password").fill(PASSWORD);
    await opened.getByRole("button", { name: /^Make the account/ }).click();
    await expect(alert(opened)).toContainText("taken back");

    for (const garbage of ["x", "a".repeat(43), "%27%20OR%201=1", "..%2f..%2fetc"]) {
      const response = await opened.goto(`/invitation/${garbage}`);
      expect({ garbage, status: response?.status() }).toEqual({ garbage, status: 404 });
      await expect(opened.getByText("not an invitation that we know")).toBeVisible();
    }
    await Promise.all([page.close(), guest.close()]);
  });

  test("for a look-alike address, or for a member, is refused and what was typed stays", async () => {
    const page = await owner.newPage();
    await page.goto(members);
    const lookalike = "mi\u0430@test.local";
    await page.getByLabel("E-mail").fill(lookalike);
    await page.getByRole("button", { name: "Make an invitation" }).click();
    await expect(alert(page)).toContainText("That is not an e-mail address as used here");
    await expect(page.getByLabel("E-mail")).toHaveValue(lookalike);
    const own = (await page.getByRole("row", { name: /\(you\)/ }).textContent())?.match(
      /stranger-\w+@test\.local/,
    )?.[0];
    await page.getByLabel("E-mail").fill(own ?? "");
    await page.getByRole("button", { name: "Make an invitation" }).click();
    await expect(alert(page)).toContainText("is a member already");
    await page.close();
  });
});

test("an owner makes a reset link: the member sets a new password once and every other browser is signed out", async ({
  browser,
}) => {
  const email = freshEmail();
  const member = await memberContext(browser, email);
  const page = await owner.newPage();
  await page.goto(members);
  const row = page.getByRole("row", { name: new RegExp(email) });
  await row.getByRole("button", { name: /^Reset password/ }).click();
  const link = await linkOn(page);

  const elsewhere = await browser.newContext(fromElsewhere());
  const reset = await elsewhere.newPage();
  const response = await reset.goto(link);
  expect(response?.headers()["referrer-policy"]).toBe("no-referrer");
  await reset.getByLabel("New password").fill("short");
  await reset.getByRole("button", { name: "Set the password" }).click();
  await expect(alert(reset)).toContainText("at least 10 characters");
  await reset.getByLabel("New password").fill("another long password");
  await reset.getByRole("button", { name: "Set the password" }).click();
  await reset.waitForURL(`**/w/${owner.workspace}`);
  expect((await reset.goto(link))?.status()).toBe(404);
  await expect(reset.getByText("was used already")).toBeVisible();

  const before = await member.newPage();
  await before.goto(`/w/${owner.workspace}`);
  await before.waitForURL(/\/sign-in/);
  await signIn(before, email, PASSWORD);
  await expect(alert(before)).toContainText("do not fit together");
  await signIn(before, email, "another long password");
  await before.waitForURL(`**/w/${owner.workspace}`);

  await page.goto(`/w/${owner.workspace}/audit?kind=members`);
  await expect(
    page.getByText("made a link with which Ines Duarte sets a new password").first(),
  ).toBeVisible();
  await expect(page.getByText("set a new password by a link").first()).toBeVisible();
  await Promise.all([page.close(), member.close(), elsewhere.close()]);
});

test("no reset link for somebody who also belongs to a workspace of others", async ({ browser }) => {
  const other = await strangerContext(browser);
  const theirPage = await other.newPage();
  await theirPage.goto("/account");
  const email = (await theirPage.getByText(/^Signed in as/).textContent())?.match(/\S+@\S+(?=\.)/)?.[0] ?? "";
  await theirPage.goto(await invite(email));
  await theirPage.getByRole("button", { name: "Join as data scientist" }).click();
  await theirPage.waitForURL(`**/w/${owner.workspace}`);
  const page = await owner.newPage();
  await page.goto(members);
  await page
    .getByRole("row", { name: new RegExp(email) })
    .getByRole("button", { name: /^Reset password/ })
    .click();
  await expect(alert(page)).toContainText("also belongs to a workspace that you do not own");
  await expect(page.getByLabel("Link", { exact: true })).toHaveCount(0);
  await Promise.all([page.close(), other.close()]);
});

test("without a line, forms keep what was typed, and a link that is shown once stays", async () => {
  const [first, second] = [freshEmail(), freshEmail()];
  const page = await owner.newPage();
  await page.goto(members);
  await page.getByLabel("E-mail").fill(first);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  await expect(page.getByText(`Send this link to ${first} now.`)).toBeVisible();
  const link = await linkOn(page);
  await owner.setOffline(true);
  await page.getByRole("button", { name: `Take back the invitation of ${first}` }).click();
  await expect(page.getByText(/^The server did not answer: .* see whether it was done/)).toBeVisible();
  await page.getByLabel("E-mail").fill(second);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  await expect(page.getByText(/^The server did not answer: .* What you typed is kept/)).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(second);
  expect(await linkOn(page)).toBe(link);
  await owner.setOffline(false);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  await expect(page.getByText(`Send this link to ${second} now.`)).toBeVisible();
  await page.close();
});

test("every screen for people: no axe violation and nothing wider than the screen, in light and dark", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const email = freshEmail();
  const member = await memberContext(browser, email);
  const page = await owner.newPage();
  await page.goto(members);
  await page
    .getByRole("row", { name: new RegExp(email) })
    .getByRole("button", { name: /^Reset password/ })
    .click();
  const reset = await linkOn(page);
  const invitation = await invite(freshEmail());
  const guest = await (await browser.newContext(fromElsewhere())).newPage();
  const account = await member.newPage();
  const audit = await member.newPage();
  const screens: [Page, string][] = [
    [guest, invitation],
    [guest, reset],
    [guest, "/invitation/nothing"],
    [guest, "/sign-in?error=OAuthSignin"],
    [account, "/account"],
    [account, invitation],
    [audit, `/w/${owner.workspace}/audit?kind=members`],
  ];
  for (const [screen, path] of screens) {
    await screen.goto(path);
    await expect(screen.getByRole("heading", { level: 1 })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await screen.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const width of [1440, 390]) {
        await screen.setViewportSize({ width, height: 900 });
        const overflow = await screen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ path, width, overflow: Math.max(0, overflow) }).toEqual({ path, width, overflow: 0 });
      }
      // Dark changes colours and nothing else: what axe can say of it is their contrast.
      const axe = new AxeBuilder({ page: screen });
      if (colorScheme === "light") axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
      else axe.withRules(["color-contrast"]);
      const { violations } = await axe.analyze();
      expect({ path, found: violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`) }).toEqual({
        path,
        found: [],
      });
    }
  }
  await Promise.all([page.close(), member.close(), guest.context().close()]);
});

test.describe("one's own account", () => {
  test("a name is changed; one browser, then every browser is signed out", async ({ browser }) => {
    const email = freshEmail();
    const here = await memberContext(browser, email);
    const there = await browser.newContext(fromElsewhere());
    const second = await there.newPage();
    await second.goto("/sign-in");
    await signIn(second, email, PASSWORD);
    await second.waitForURL(/\/w\//);

    const page = await here.newPage();
    await page.goto(`/w/${owner.workspace}`);
    await page.getByRole("button", { name: "Ines Duarte, your account" }).click();
    await page.getByRole("link", { name: "Your account" }).click();
    await page.getByLabel("Your name").fill("Ines D.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    const sessions = page.getByRole("region", { name: "Signed-in browsers" }).last();
    await expect(sessions.getByText("(this one)")).toHaveCount(1);
    await sessions.getByRole("button", { name: /^Sign out (Headless )?Chrome/ }).click();
    await expect(sessions.getByRole("button", { name: /^Sign out (Headless )?Chrome/ })).toHaveCount(0);
    await second.goto(`/w/${owner.workspace}`);
    await second.waitForURL(/\/sign-in/);
    await signIn(second, email, PASSWORD);
    await second.waitForURL(/\/w\//);

    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.waitForURL(/\/sign-in/);
    await second.goto(`/w/${owner.workspace}`);
    await second.waitForURL(/\/sign-in/);
    await Promise.all([here.close(), there.close()]);
  });

  test("leaving asks once more; the last owner is refused, with a way out", async ({ browser }) => {
    const member = await memberContext(browser, freshEmail());
    const page = await member.newPage();
    await page.goto("/account");
    await page.getByRole("button", { name: /^Leave/ }).click();
    await page.getByRole("button", { name: /^Leave/ }).click();
    await expect(page.getByText("You are in no workspace.")).toBeVisible();
    expect((await page.goto(`/w/${owner.workspace}`))?.status()).toBe(404);
    await page.goto("/");
    await page.waitForURL(/\/w$/);
    await page.getByLabel("Name").fill("My own");
    await page.getByRole("button", { name: "Make the workspace" }).click();
    await page.waitForURL(/\/w\/my-own/);

    const own = await owner.newPage();
    await own.goto("/account");
    await own.getByRole("button", { name: /^Leave/ }).click();
    await own.getByRole("button", { name: /^Leave/ }).click();
    await expect(alert(own)).toContainText("keeps at least one owner");
    await expect(alert(own).getByRole("link", { name: "Open the members" })).toBeVisible();
    await Promise.all([own.close(), member.close()]);
  });

  test("the page of a removed member is nothing at the next request, and never an error", async ({
    browser,
  }) => {
    const email = freshEmail();
    const member = await memberContext(browser, email);
    const page = await member.newPage();
    await page.goto(`/w/${owner.workspace}/new`);
    await page.getByLabel("Name").fill("Typed before the removal");

    const own = await owner.newPage();
    await own.goto(members);
    const row = own.getByRole("row", { name: new RegExp(email) });
    await row.getByRole("button", { name: /^Remove/ }).click();
    await row.getByRole("button", { name: /^Remove/ }).click();
    await expect(row).toHaveCount(0);

    await page.getByRole("button", { name: /Create|Make/ }).click();
    await expect(page.getByText("There is nothing here").first()).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Typed before the removal");
    expect((await page.reload())?.status()).toBe(404);
    await Promise.all([own.close(), member.close()]);
  });

  test("the old address of the password form leads here; nobody is asked to sign in first", async ({
    browser,
  }) => {
    const nobody = await browser.newContext(fromElsewhere());
    const page = await nobody.newPage();
    await page.goto("/password");
    await page.waitForURL(/\/sign-in\?callbackUrl=%2Faccount$/);
    await nobody.close();
  });
});

test.describe("a provider of OpenID Connect", () => {
  test("lets somebody new in without a password, who then makes a workspace", async ({ browser }) => {
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await signInAtProvider(page, PROVIDER_ACCOUNTS["verified-1"].name);
    await page.waitForURL(/\/w$/);
    await expect(page.getByText("ask an owner of a workspace to invite vera@provider.test")).toBeVisible();
    await page.goto("/account");
    await expect(page.getByText("This account has no password.")).toBeVisible();
    await expect(page.getByText(`With ${PROVIDER_NAME}`)).toBeVisible();
    // The same person again is the same account.
    await page.getByLabel("Your name").fill("Vera the First");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    const other = await browser.newContext(fromElsewhere());
    const again = await other.newPage();
    await signInAtProvider(again, PROVIDER_ACCOUNTS["verified-1"].name, "/sign-in?callbackUrl=/account");
    await again.waitForURL(/\/account$/);
    await expect(again.getByLabel("Your name")).toHaveValue("Vera the First");
    await Promise.all([context.close(), other.close()]);
  });

  async function signUp(browser: Browser, email: string): Promise<BrowserContext> {
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await page.goto("/sign-up");
    await page.getByLabel("Your name").fill("Was here");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByLabel("Workspace").fill(`Here ${email}`);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.waitForURL(/\/w\/[^/]+$/);
    await page.close();
    return context;
  }

  test("opens an account that is there, when the address is verified, and what opened it before does not", async ({
    browser,
  }) => {
    const { name, email } = PROVIDER_ACCOUNTS["known-1"];
    const before = await signUp(browser, email);
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await signInAtProvider(page, name);
    await page.waitForURL(/\/w\/here/);
    await page.goto("/account");
    await expect(page.getByLabel("Your name")).toHaveValue("Was here");
    const old = await before.newPage();
    await old.goto("/account");
    await old.waitForURL(/\/sign-in/);
    await signIn(old, email, PASSWORD);
    await expect(alert(old)).toContainText("do not fit together");
    await Promise.all([before.close(), context.close()]);
  });

  test("does not open an account by an address that it has not verified", async ({ browser }) => {
    const { name, email } = PROVIDER_ACCOUNTS["claimed-1"];
    const before = await signUp(browser, email);
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await signInAtProvider(page, name);
    await page.waitForURL(/\/sign-in/);
    await expect(alert(page)).toContainText("has not verified that it is");
    await page.goto("/account");
    await page.waitForURL(/\/sign-in/);
    const still = await before.newPage();
    await still.goto("/account");
    await expect(still.getByText(`Signed in as ${email}`)).toBeVisible();
    await Promise.all([before.close(), context.close()]);
  });

  test("without a verified address makes an account of its own; without any address none", async ({
    browser,
  }) => {
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await signInAtProvider(page, PROVIDER_ACCOUNTS["unverified-1"].name);
    await page.waitForURL(/\/w$/);
    await context.close();
    const nameless = await browser.newContext(fromElsewhere());
    const refused = await nameless.newPage();
    await signInAtProvider(refused, PROVIDER_ACCOUNTS["nameless-1"].name);
    await refused.waitForURL(/\/sign-in/);
    await expect(alert(refused)).toContainText("did not say an e-mail address");
    await nameless.close();
  });

  test("brings somebody who was invited back to the invitation", async ({ browser }) => {
    const { name, email } = PROVIDER_ACCOUNTS["invited-1"];
    const link = await invite(email, "product_owner");
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await signInAtProvider(page, name, link);
    await page.waitForURL(`**${link}`);
    await page.getByRole("button", { name: "Join as product owner" }).click();
    await page.waitForURL(`**/w/${owner.workspace}`);
    await context.close();
  });

  test("that refuses, is away, or answers another sign-in leads back in plain words", async ({ browser }) => {
    const context = await browser.newContext(fromElsewhere());
    const page = await context.newPage();
    await page.goto("/sign-in?callbackUrl=/account");
    await page.getByRole("link", { name: `Sign in with ${PROVIDER_NAME}` }).click();
    await page.getByRole("link", { name: "Refuse" }).click();
    await page.waitForURL(/\/sign-in/);
    await expect(alert(page)).toContainText("refused or broken off there");

    for (const query of ["code=made-up&state=made-up", "code=made-up", "state=x&error=server_error", ""]) {
      await page.goto(`/api/auth/callback/oidc?${query}`);
      await page.waitForURL(/\/sign-in/);
      await expect(alert(page)).toContainText(/Nobody was signed in/);
    }

    const issuer = process.env.OIDC_ISSUER ?? "";
    await fetch(`${issuer}/outage?on=1`);
    await page.goto("/sign-in");
    await page.getByRole("link", { name: `Sign in with ${PROVIDER_NAME}` }).click();
    await page.waitForURL(/\/sign-in\?/);
    await expect(alert(page)).toContainText("could not be reached");
    await fetch(`${issuer}/outage?on=0`);
    await page.goto("/account");
    await page.waitForURL(/\/sign-in/);
    await context.close();
  });

  test("an answer that was begun in another browser signs nobody in", async ({ browser }) => {
    const attacker = await browser.newContext(fromElsewhere());
    // Followed by hand up to the last step, whose address is then planted in somebody else's browser.
    let answer = "/sign-in/provider";
    while (!answer.includes("/api/auth/callback/oidc?")) {
      const response = await attacker.request.get(answer, { maxRedirects: 0 });
      const { pathname } = new URL(response.url());
      const location = response.headers().location ?? `${pathname}?as=verified-1`;
      answer = new URL(location, response.url()).href;
    }
    expect(answer).toContain("code=");
    const victim = await browser.newContext(fromElsewhere());
    const page = await victim.newPage();
    await page.goto("/sign-in");
    await page.goto(answer);
    await page.waitForURL(/\/sign-in/);
    await expect(alert(page)).toContainText("does not belong to a sign-in that was begun in this browser");
    await Promise.all([attacker.close(), victim.close()]);
  });
});

test.describe("an address to come back to on another site", () => {
  for (const evil of ["//evil.example", "/\\evil.example", "https://evil.example/w", "/.//evil.example"]) {
    test(`${evil} is not followed, by password or by the provider`, async ({ browser, baseURL }) => {
      const context = await browser.newContext(fromElsewhere());
      const page = await context.newPage();
      await signInAtProvider(
        page,
        PROVIDER_ACCOUNTS["verified-1"].name,
        `/sign-in?callbackUrl=${encodeURIComponent(evil)}`,
      );
      await page.waitForURL(/\/w(\/|$)/);
      expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? "").origin);
      // The link may be made up as well.
      const start = await context.request.get(`/sign-in/provider?callbackUrl=${encodeURIComponent(evil)}`, {
        maxRedirects: 0,
      });
      const kept = start
        .headersArray()
        .find(({ name, value }) => name === "set-cookie" && value.includes("callback-url"));
      expect(kept?.value ?? "").not.toContain("evil.example");
      await context.close();

      const nobody = await browser.newContext(fromElsewhere());
      const form = await nobody.newPage();
      await form.goto(`/sign-in?callbackUrl=${encodeURIComponent(evil)}`);
      await signIn(form, "viewer@demo.local", "forecanvas-demo");
      await form.waitForURL(/\/w(\/|$)/);
      expect(new URL(form.url()).origin).toBe(new URL(baseURL ?? "").origin);
      await nobody.close();
    });
  }
});
