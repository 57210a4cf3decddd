import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { makeApiKey } from "#lib/features/workspaces/server.ts";
import { OPERATIONS } from "../../operations.ts";
import { serve } from "../serve.ts";

interface Sent {
  json?: unknown;
  body?: string | Uint8Array | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where the answer is JSON, text otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it likes, and fails where it is wrong.
  body: any;
}

export interface ApiClient {
  key: string;
  name: string;
  /** `path` below `/api/v1`. */
  send: (method: string, path: string, sent?: Sent) => Promise<Answer>;
  /** The same without reading the body. */
  open: (method: string, path: string, sent?: Sent) => Promise<Response>;
}

/** The operation's route for a path, as Next would find it: names of folders go before parameters. */
function routeOf(path: string): { path: string; params: Record<string, string> } {
  const given = path.split("/");
  const patterns = [...new Set(OPERATIONS.map((operation) => operation.path))];
  const found = patterns
    .filter((pattern) => {
      const parts = pattern.split("/");
      return (
        parts.length === given.length && parts.every((part, i) => part.startsWith("{") || part === given[i])
      );
    })
    .sort((a, b) => a.split("{").length - b.split("{").length)[0];
  if (found === undefined) throw new Error(`There is no operation at ${path}.`);
  const params: Record<string, string> = {};
  for (const [i, part] of found.split("/").entries()) {
    if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(given[i] ?? "");
  }
  return { path: found, params };
}

/** A machine with a key of that role in the project's workspace, which calls the routes as Next does. */
export async function apiClient(
  owner: ProjectActor,
  role: ProjectActor["role"],
  name = `Key of the ${role}`,
): Promise<ApiClient> {
  const { key } = await makeApiKey(owner, { name, role, expiresInDays: null });
  const open: ApiClient["open"] = (method, path, { json, body, headers = {}, signal } = {}) => {
    const [pathname = ""] = path.split("?");
    const route = routeOf(pathname);
    const handlers = serve(OPERATIONS.filter((operation) => operation.path === route.path));
    const request = new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body === undefined ? {} : { body: body as BodyInit, duplex: "half" }),
      ...(signal ? { signal } : {}),
    });
    return handlers[method as keyof typeof handlers](request, { params: Promise.resolve(route.params) });
  };
  return {
    key,
    name,
    open,
    send: async (...args) => {
      const response = await open(...args);
      const text = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && text ? JSON.parse(text) : text,
      };
    },
  };
}
