/**
 * A process that serves one canvas by the product's services over HTTP, to be killed by a test. DATABASE_URL names the
 * database, ACTOR the person as JSON, PORT where it listens; it says "ready" when it does.
 */
import http from "node:http";
import { AppError } from "#lib/platform/errors.ts";
import { applyCanvasUpdate } from "../accept.ts";
import { getCanvasUpdates } from "../read.ts";

const actor = JSON.parse(process.env.ACTOR ?? "{}");

async function bodyOf(request: http.IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const clientId = String(request.headers["idempotency-key"]);
    const stored = await applyCanvasUpdate(actor, { clientId, bytes: await bodyOf(request) });
    response.end(JSON.stringify(stored));
    return;
  }
  const since = new URL(request.url ?? "", "http://localhost").searchParams.get("since");
  const news = await getCanvasUpdates(actor, { since });
  if (news === null) response.writeHead(204).end();
  else response.writeHead(200, { "canvas-seq": news.seq }).end(news.bytes);
}

http
  .createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(error instanceof AppError ? error.status : 500).end(String(error));
    });
  })
  .listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
