import http from "node:http";
import { BehindError, type Offer, RefusedError, type Transport } from "#lib/features/canvas/sync/index.ts";

const BINARY = "application/octet-stream";
const TIMEOUT_MS = 20_000;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** The canvas's two requests over a kept connection, as the browser's transport makes them. */
export function wire(options: { url: string; cookie: string; agent: http.Agent }): Transport {
  const origin = new URL(options.url).origin;
  const ask = (method: string, url: string, headers: http.OutgoingHttpHeaders, body?: Uint8Array) =>
    new Promise<Answer>((resolve, reject) => {
      const request = http.request(
        url,
        {
          method,
          agent: options.agent,
          timeout: TIMEOUT_MS,
          headers: { cookie: options.cookie, origin, ...headers },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on("data", (piece: Buffer) => pieces.push(piece));
          response.on("error", reject);
          response.on("aborted", () => reject(new Error("The answer broke off.")));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(pieces),
            }),
          );
        },
      );
      request.on("timeout", () => request.destroy(new Error("No answer in time.")));
      request.on("error", reject);
      request.end(body);
    });
  return {
    pull: async (since) => {
      const { status, headers, body } = await ask("GET", `${options.url}?since=${since}`, {});
      if (status === 204) return null;
      const seq = headers["canvas-seq"];
      if (status !== 200 || typeof seq !== "string") throw failure(status, body);
      return { seq, bytes: new Uint8Array(body) };
    },
    push: async ({ clientId, bytes }) => {
      const headers = {
        "content-type": BINARY,
        "content-length": bytes.byteLength,
        "idempotency-key": clientId,
      };
      const { status, body } = await ask("POST", options.url, headers, bytes);
      if (status !== 200) throw failure(status, body);
      return JSON.parse(body.toString()) as { seq: string };
    },
  };
}

function failure(status: number, body: Buffer): Error {
  if (status === 409) return new BehindError();
  if (status >= 500 || status === 408 || status === 429) return new Error(`The server answered ${status}.`);
  return new RefusedError(`${status}: ${body.toString().slice(0, 200)}`);
}

/** A project's event stream, as the browser reads it: it comes back a moment after it ended. */
export function listen(options: {
  url: string;
  cookie: string;
  onOpen: () => void;
  onOffer: (offer: Offer) => void;
  onSeq: (seq: string) => void;
}): { close: () => void; isOpen: () => boolean } {
  let isClosed = false;
  let isOpen = false;
  let current: http.ClientRequest | null = null;
  let timer: NodeJS.Timeout | undefined;
  const hear = (frame: string) => {
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    if (data === undefined) return;
    const kind = /^event: (.*)$/m.exec(frame)?.[1];
    if (kind === "hello") {
      isOpen = true;
      options.onOpen();
    } else if (kind === "canvas") {
      const { from, to, bytes } = JSON.parse(data) as { from: string; to: string; bytes: string | null };
      options.onOffer({ from, to, bytes: bytes === null ? null : Buffer.from(bytes, "base64") });
    } else if (kind === undefined) {
      const event = JSON.parse(data) as { kind: string; ref: string };
      if (event.kind === "canvas.updated") options.onSeq(event.ref);
    }
  };
  const connect = () => {
    if (isClosed) return;
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      isOpen = false;
      timer = setTimeout(connect, 1_000);
    };
    current = http.get(options.url, { agent: false, headers: { cookie: options.cookie } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
        for (let to = text.indexOf("\n\n"); to >= 0; to = text.indexOf("\n\n")) {
          hear(text.slice(0, to));
          text = text.slice(to + 2);
        }
      });
      response.on("error", end);
      response.on("close", end);
    });
    current.on("error", end);
  };
  connect();
  return {
    isOpen: () => isOpen,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      current?.destroy();
    },
  };
}
