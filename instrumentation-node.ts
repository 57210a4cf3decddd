import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { PEER_HEADER } from "#lib/features/workspaces/address.ts";

// Node announces each request before it is handled, when what a route handler will see can still be completed.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  // Attempts are limited per address, and a route handler cannot see the socket: its peer is written into a header,
  // over whatever the client sent under that name.
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  // Of two Authorization headers Node keeps the first without a word. Joined, they are refused as what they are.
  const given = request.headersDistinct.authorization ?? [];
  if (given.length > 1) request.headers.authorization = given.join(", ");
});
