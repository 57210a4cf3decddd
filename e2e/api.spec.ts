import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { contextOf } from "./support/people.ts";

const BASE = () => test.info().project.use.baseURL ?? "";

/** The head of an answer to a request as it stands: a client's library would not send such a one. */
function sendRaw(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(BASE());
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${[...lines, `Host: ${hostname}:${port}`, "Connection: close"].join("\r\n")}\r\n\r\n`);
    });
    socket.setEncoding("utf8").on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}

const statusOf = (key: string) =>
  fetch(`${BASE()}/api/v1/projects`, { headers: { authorization: `Bearer ${key}` } }).then(
    ({ status }) => status,
  );

test("an owner makes a key, a machine uses it, and revoking it bites at once", async ({ browser }) => {
  const context = await contextOf(browser, "owner");
  const page = await context.newPage();
  const name = `Nightly ${Date.now()}`;
  await page.goto("/w/demo/keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("Type a name for the key.")).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Role", { exact: true }).selectOption("stakeholder");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("It is shown this once.")).toBeVisible();
  const key = await page.getByLabel("Key", { exact: true }).inputValue();
  expect(await statusOf(key)).toBe(200);

  await page.reload();
  await expect(page.getByText(key.slice(0, 11))).toBeVisible();
  expect(await page.content()).not.toContain(key);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Stakeholder");
  await expect(row).not.toContainText("Never");

  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  expect(await statusOf(key)).toBe(200);
  await row.getByRole("button", { name: /^Revoke/ }).click();
  await expect(row).toContainText("Revoked");
  expect(await statusOf(key)).toBe(401);
  await context.close();
});

test("two Authorization headers are refused as two, whatever the server's parser drops", async ({
  browser,
}) => {
  const context = await contextOf(browser, "owner");
  const page = await context.newPage();
  await page.goto("/w/demo/keys");
  await page.getByLabel("Name").fill("Twice");
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = await page.getByLabel("Key", { exact: true }).inputValue();
  await context.close();
  const header = `Authorization: Bearer ${key}`;
  expect(await sendRaw(["GET /api/v1/projects HTTP/1.1", header])).toMatch(/^HTTP\/1\.1 200/);
  for (const second of [header, "authorization: Bearer x", "AUTHORIZATION:"]) {
    const answer = await sendRaw(["GET /api/v1/projects HTTP/1.1", header, second]);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain("application/problem+json");
  }
});

test("what is no operation is answered in the words of the interface", async ({ request }) => {
  for (const [method, path, status] of [
    ["GET", "/api/v1", 404],
    ["GET", "/api/v1/nothing", 404],
    ["POST", "/api/v1/projects/x/y/z", 404],
    ["DELETE", "/api/v1/projects", 405],
    ["OPTIONS", "/api/v1/projects", 405],
    ["POST", "/api/v1/openapi.json", 405],
  ] as const) {
    const response = await request.fetch(path, { method });
    expect({ path, status: response.status(), type: response.headers()["content-type"] }).toEqual({
      path,
      status,
      type: "application/problem+json",
    });
    expect(response.headers()["access-control-allow-origin"]).toBeUndefined();
  }
  const document = await (await request.get("/api/v1/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
});

test("a session opens no operation, and a member who is no owner reads how keys come", async ({
  browser,
}) => {
  const context = await contextOf(browser, "viewer");
  expect((await context.request.get("/api/v1/projects")).status()).toBe(401);
  const page = await context.newPage();
  await page.goto("/w/demo/keys");
  await expect(page.getByText("An owner makes and revokes the keys")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make a key" })).toHaveCount(0);
  await page.getByRole("link", { name: "Read the API" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API" })).toBeVisible();
  const entry = page.locator("#createRun");
  await entry.getByText("Example and failures").click();
  await expect(entry.getByLabel("Example of createRun in curl")).toContainText("/runs");
  await context.close();
});
