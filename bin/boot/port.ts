import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { StartError } from "./say.ts";

/**
 * Sees that the site can listen on `host:port`.
 * @throws StartError naming the program that holds the port, where the system tells.
 */
export async function checkPort({ port, host }: { port: number; host: string }): Promise<void> {
  // On loopback both families: a browser that asks for localhost may come by either.
  const hosts = host === "127.0.0.1" || host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (const address of hosts) {
    const code = await tryListen(port, address);
    if (code === null || (address === "::1" && code !== "EADDRINUSE")) continue;
    throw new StartError(await explainListenError(code, { port, host: address }));
  }
}

function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "UNKNOWN"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** One sentence with a way out for a port that cannot be had. */
export async function explainListenError(
  code: string,
  { port, host }: { port: number; host: string },
): Promise<string> {
  if (code === "EADDRINUSE") {
    const holder = await findHolder(port);
    const other = port < 65_535 ? port + 1 : port - 1;
    return `Port ${port} is taken by another program${holder ? ` (${holder})` : ""}. Stop that program, or use another port: PORT=${other} npm start`;
  }
  if (code === "EACCES") {
    return `This user may not listen on port ${port}: ports below 1024 belong to root. Use another port: PORT=3000 npm start`;
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 to be reached from others.`;
  }
  return `The site cannot listen on ${host}:${port} (${code}). Use another port: PORT=${port + 1} npm start`;
}

async function findHolder(port: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)("ss", ["-ltnpH", `sport = :${port}`]);
    const found = stdout.match(/users:\(\("([^"]+)",pid=(\d+)/);
    return found ? `${found[1]}, process ${found[2]}` : null;
  } catch {
    return null;
  }
}
