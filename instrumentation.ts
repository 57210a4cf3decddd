/**
 * Sign-in attempts are limited per address, and a route handler cannot see the socket. Node announces each request
 * before it is handled: its peer is written into a header then, over whatever the client sent under that name.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ subscribe }, { PEER_HEADER }] = await Promise.all([
    import("node:diagnostics_channel"),
    import("#lib/features/workspaces/address.ts"),
  ]);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: import("node:http").IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}
