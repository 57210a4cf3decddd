import { isIPv4, isIPv6 } from "node:net";

type HeaderBag = Record<string, unknown>;

/** Set from the socket by the server's instrumentation, overwriting what a client sent under this name. */
export const PEER_HEADER = "x-forecanvas-peer";

/**
 * Where an attempt comes from, as attempts are limited by it. The socket's peer decides; only when that is a private
 * address, as a reverse proxy's is, the last hop it wrote into X-Forwarded-For does: earlier ones are the client's own
 * words. An IPv6 subscriber has a whole /64, so that is one address here.
 */
export function addressOf(headers: HeaderBag): string {
  const peer = normalise(String(headers[PEER_HEADER] ?? ""));
  if (peer && !isPrivate(peer)) return group(peer);
  const hops = String(headers["x-forwarded-for"] ?? "").split(",");
  const last = normalise(hops.at(-1) ?? "");
  return group(last || peer || "unknown");
}

function normalise(text: string): string {
  const address = text
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, "");
  return isIPv4(address) || isIPv6(address) ? address : "";
}

function isPrivate(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/.test(address);
}

function group(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}
