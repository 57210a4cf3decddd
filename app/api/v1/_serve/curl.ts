import type { Operation } from "./operation.ts";

/** The operation's example as one would type it. `$KEY` is the reader's key. */
export function curlOf(operation: Operation, origin: string): string {
  const { method, path, example, body, rawBody } = operation;
  const given: Record<string, string> = { id: "$PROJECT", ...example.params };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? `{${name}}`);
  const query = new URLSearchParams(example.query).toString();
  const lines = [`curl "${origin}/api/v1${address}${query && `?${query}`}"`];
  if (method !== "GET" && method !== "POST") lines[0] = `curl -X ${method} ${lines[0]?.slice(5)}`;
  const isJson = body !== undefined && example.body !== undefined;
  if (method === "POST" && !isJson && !rawBody) lines[0] = `curl -X POST ${lines[0]?.slice(5)}`;
  lines.push('-H "Authorization: Bearer $KEY"');
  for (const [name, value] of Object.entries(example.headers ?? {})) lines.push(`-H "${name}: ${value}"`);
  if (method === "POST") lines.push('-H "Idempotency-Key: $(uuidgen)"');
  if (isJson) {
    const text = JSON.stringify(example.body, null, 2).replaceAll("'", "'\\''");
    lines.push('-H "Content-Type: application/json"', `-d '${text}'`);
  } else if (rawBody) {
    lines.push(`-H "Content-Type: ${rawBody.types[0]}"`, "--data-binary @sales.csv");
  }
  return lines.join(" \\\n  ");
}
