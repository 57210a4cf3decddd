import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import "../instrumentation-node.ts";

it("a body may take longer to arrive than Node's limit on a request", async () => {
  // As Next makes it, with Node's five minutes shortened to less than the body takes.
  const server = createServer({ requestTimeout: 150, headersTimeout: 150, connectionsCheckingInterval: 20 });
  server.on("request", async (incoming, response) => response.end(await text(incoming).catch(() => "cut")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const upload = request({ host: "127.0.0.1", port, method: "POST" }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    );
    upload.on("error", reject);
    upload.write("begun, ");
    setTimeout(() => upload.end("ended"), 600);
  });
  expect(await answer).toEqual({ status: 200, body: "begun, ended" });
  server.close();
});
