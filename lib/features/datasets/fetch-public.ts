import { lookup } from "node:dns/promises";
import type { IncomingMessage, RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { AppError } from "#lib/platform/errors.ts";
import { isPublicAddress } from "./public-address.ts";

const MAX_REDIRECTS = 5;
const IDLE_MS = 30_000;
const WHOLE_MS = 30 * 60_000;

export interface Address {
  address: string;
  family: number;
}

/** The ways out of this process; tests put others in their place. */
export interface Outside {
  resolve: (host: string) => Promise<Address[]>;
  request: (
    url: URL,
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
  ) => {
    on: (event: "error", listener: (error: Error) => void) => unknown;
    end: () => unknown;
    setTimeout: (ms: number, onTimeout: () => void) => unknown;
    destroy: (error?: Error) => unknown;
  };
}

const OUTSIDE: Outside = {
  resolve: (host) => lookup(host, { all: true }),
  request: httpsRequest,
};

export interface PublicFile {
  fileName: string;
  /** As the server declares it. */
  sizeBytes: number | null;
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file of the public internet over HTTPS. Every host on the way, redirects too, is resolved once, must have
 * public addresses only, and is connected to by the very address that was judged, so that a name cannot change its mind.
 * At most five redirects, 30 s of silence, 30 min in all.
 * @throws AppError `invalid_input` with what is wrong with the address or its answer.
 */
export async function fetchPublic(
  address: string,
  options: { signal?: AbortSignal; outside?: Outside } = {},
): Promise<PublicFile> {
  const outside = options.outside ?? OUTSIDE;
  const limit = AbortSignal.timeout(WHOLE_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  let url = parseAddress(address);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await ask(url, await publicAddresses(url, outside), outside, signal);
    const status = answer.statusCode ?? 0;
    const next = answer.headers.location;
    if ([301, 302, 303, 307, 308].includes(status) && next !== undefined) {
      answer.destroy();
      const target = URL.parse(next, url);
      url = parseAddress(target?.href ?? next);
      continue;
    }
    if (status !== 200) {
      answer.destroy();
      throw refuse(
        `The address answered with status ${status}. It must give the file to anyone, without a sign-in.`,
      );
    }
    if (/^text\/html/i.test(answer.headers["content-type"] ?? "")) {
      answer.destroy();
      throw refuse("The address gives a web page, not a file. Take the address of the download itself.");
    }
    const declared = Number(answer.headers["content-length"] ?? "");
    return {
      fileName: nameOf(url, answer.headers["content-disposition"]),
      sizeBytes: Number.isSafeInteger(declared) && declared > 0 ? declared : null,
      chunks: bytesOf(answer),
    };
  }
  throw refuse("The address redirects too often.");
}

function parseAddress(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== "https:") throw refuse("The address must begin with https://.");
  if (url.username !== "" || url.password !== "")
    throw refuse("The address holds a name or a password. Use one that needs none.");
  if (url.port !== "") throw refuse("The address names a port. Use one without.");
  return url;
}

async function publicAddresses(url: URL, outside: Outside): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses =
    family > 0 ? [{ address: host, family }] : await outside.resolve(host).catch((): Address[] => []);
  if (addresses.length === 0) throw refuse(`There is no server named ${host}.`);
  if (!addresses.every((each) => isPublicAddress(each.address)))
    throw refuse(`${host} is not on the public internet. Upload the file instead.`);
  return addresses;
}

function ask(
  url: URL,
  addresses: Address[],
  outside: Outside,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const [first] = addresses as [Address];
  return new Promise((resolve, reject) => {
    const request = outside.request(
      url,
      {
        signal,
        agent: false,
        headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": "Forecanvas" },
        lookup: (_host, how, done) => {
          if (how.all) done(null, addresses);
          else done(null, first.address, first.family);
        },
      },
      resolve,
    );
    request.setTimeout(IDLE_MS, () => request.destroy(new Error("silence")));
    request.on("error", (cause) => reject(unreachable(cause)));
    request.end();
  });
}

async function* bytesOf(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) yield chunk as Uint8Array;
  } catch (cause) {
    throw unreachable(cause);
  } finally {
    answer.destroy();
  }
}

const unreachable = (cause: unknown) =>
  new AppError(
    "invalid_input",
    {
      detail: "The server of that address could not be reached, or broke off. Nothing was stored. Try again.",
    },
    { cause },
  );

/** The name that the server gives, or the last part of the path; what no file may be called is left out. */
function nameOf(url: URL, disposition: string | undefined): string {
  const given = /filename\*=(?:UTF-8'')?([^;]+)|filename="?([^";]+)"?/i.exec(disposition ?? "");
  const raw = given?.[1] ?? given?.[2] ?? url.pathname.split("/").at(-1) ?? "";
  let name = raw;
  try {
    name = decodeURIComponent(raw);
  } catch {
    // A name with a bare % stays as it is.
  }
  return name.replace(/[/\\\p{Cc}\p{Cs}]/gu, "_").slice(0, 200) || "download";
}

function refuse(detail: string): AppError {
  return new AppError("invalid_input", { detail, fields: { url: detail } });
}
