import { createServer, request as httpRequest, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fetchPublic, type Outside } from "./fetch-public.ts";
import { isPublicAddress } from "./public-address.ts";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** A server that stands for the internet: every public name leads to it. Says which addresses were connected to. */
async function internet(answer: RequestListener): Promise<{ outside: Outside; reached: string[] }> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  const reached: string[] = [];
  const names: Record<string, string[]> = {
    "files.test": ["93.184.216.34"],
    "other.test": ["93.184.216.35"],
    "inside.test": ["10.0.0.7"],
    "mixed.test": ["93.184.216.34", "127.0.0.1"],
    "wrapped.test": ["::ffff:169.254.169.254"],
  };
  return {
    reached,
    outside: {
      resolve: async (host) => {
        const found = names[host];
        if (!found) throw new Error("ENOTFOUND");
        return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      },
      request: (url, options, onAnswer) => {
        options.lookup?.(url.hostname, { all: true }, (_error, addresses) => {
          for (const each of addresses as { address: string }[]) reached.push(each.address);
        });
        const { lookup: _, ...rest } = options;
        const local = new URL(url.pathname + url.search, `http://127.0.0.1:${port}`);
        return httpRequest(local, rest, onAnswer);
      },
    },
  };
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe("an address", () => {
  it("gives its file, by the addresses that were judged, past a redirect", async () => {
    const { outside, reached } = await internet((request, response) => {
      if (request.url === "/old")
        response.writeHead(302, { location: "https://other.test/sales%20may.csv" }).end();
      else response.writeHead(200, { "content-type": "text/csv", "content-length": "8" }).end("ds,y\n1,2");
    });
    const file = await fetchPublic("https://files.test/old", { outside });
    expect([file.fileName, file.sizeBytes, await text(file.chunks)]).toEqual([
      "sales may.csv",
      8,
      "ds,y\n1,2",
    ]);
    expect(reached).toEqual(["93.184.216.34", "93.184.216.35"]);
  });

  it("may name its file, but no path", async () => {
    const { outside } = await internet((_request, response) => {
      response.writeHead(200, { "content-disposition": `attachment; filename="../../etc/passwd"` }).end("x");
    });
    expect((await fetchPublic("https://files.test/a", { outside })).fileName).toBe(".._.._etc_passwd");
  });

  it.each([
    ["http://files.test/a.csv", /must begin with https/],
    ["ftp://files.test/a.csv", /must begin with https/],
    ["file:///etc/passwd", /must begin with https/],
    ["no address", /must begin with https/],
    ["https://me:secret@files.test/a.csv", /password/],
    ["https://files.test:8443/a.csv", /port/],
    ["https://127.0.0.1/a.csv", /not on the public internet/],
    ["https://2130706433/a.csv", /not on the public internet/],
    ["https://0x7f.1/a.csv", /not on the public internet/],
    ["https://[::1]/a.csv", /not on the public internet/],
    ["https://[::ffff:10.0.0.1]/a.csv", /not on the public internet/],
    ["https://169.254.169.254/latest", /not on the public internet/],
    ["https://inside.test/a.csv", /not on the public internet/],
    ["https://mixed.test/a.csv", /not on the public internet/],
    ["https://wrapped.test/a.csv", /not on the public internet/],
    ["https://nowhere.test/a.csv", /no server/],
  ])("%s is refused, and nothing is connected to", async (address, reason) => {
    const { outside, reached } = await internet((_request, response) => response.end());
    await expect(fetchPublic(address, { outside })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(reason),
    });
    expect(reached).toEqual([]);
  });

  it.each([
    ["https://inside.test/secret", /public internet/],
    ["https://10.0.0.1/secret", /public internet/],
    ["http://files.test/plain", /https/],
    ["https://files.test/again", /too often/],
  ])("that redirects to %s is refused", async (location, reason) => {
    const { outside, reached } = await internet((_request, response) =>
      response.writeHead(301, { location }).end(),
    );
    await expect(fetchPublic("https://files.test/start", { outside })).rejects.toThrow(reason);
    expect(reached.every((address) => address === "93.184.216.34")).toBe(true);
  });

  it.each([
    [404, "text/csv", /status 404/],
    [401, "text/csv", /without a sign-in/],
    [200, "text/html; charset=utf-8", /web page/],
  ])("that answers %d with %s is refused", async (status, type, reason) => {
    const { outside } = await internet((_request, response) =>
      response.writeHead(status, { "content-type": type }).end("x"),
    );
    await expect(fetchPublic("https://files.test/a", { outside })).rejects.toThrow(reason);
  });

  it("whose server breaks off gives an error, not half a file", async () => {
    const { outside } = await internet((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    const file = await fetchPublic("https://files.test/a", { outside });
    await expect(text(file.chunks)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("that the person gives up on is let go", async () => {
    const { outside } = await internet((_request, response) => response.writeHead(200).write("a"));
    const controller = new AbortController();
    const file = await fetchPublic("https://files.test/a", { outside, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(text(file.chunks)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

it.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["100.64.0.1", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["198.19.0.1", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["0.0.0.0", false],
  ["::", false],
  ["fe80::1", false],
  ["fc00::1", false],
  ["64:ff9b::a00:1", false],
  ["2002:a00:1::", false],
  ["2001:0:53aa::", false],
  ["2001:db8::1", false],
  ["localhost", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
