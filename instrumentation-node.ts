import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { PEER_HEADER } from "#lib/features/workspaces/address.ts";

// Sign-in attempts are limited per address, and a route handler cannot see the socket. Node announces each request
// before it is handled: its peer is written into a header then, over whatever the client sent under that name.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
});
