import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";
import { PEER_HEADER } from "#lib/features/workspaces/address.ts";

/** Node cuts a request that has not arrived whole after five minutes; 2 GB come over a slow line in hours. */
const LONGEST_ARRIVAL_MS = 4 * 3_600_000;

// Node announces each request before it is handled, when what a route handler will see can still be completed.
subscribe("http.server.request.start", (message) => {
  const { request, server } = message as { request: IncomingMessage; server: Server };
  // Next makes the server and has no setting for this; Node asks for the limit at each of its checks.
  server.requestTimeout = LONGEST_ARRIVAL_MS;
  // Attempts are limited per address, and a route handler cannot see the socket: its peer is written into a header,
  // over whatever the client sent under that name.
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  // Of two Authorization headers Node keeps the first without a word. Joined, they are refused as what they are.
  const given = request.headersDistinct.authorization ?? [];
  if (given.length > 1) request.headers.authorization = given.join(", ");
});
