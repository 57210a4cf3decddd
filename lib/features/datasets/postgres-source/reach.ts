import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { AppError } from "#lib/platform/errors.ts";
import { isPublicAddress } from "../public-address.ts";

type Resolve = (host: string) => Promise<{ address: string }[]>;

/**
 * The address to connect to, judged as for files of an address: every address of the host must be public, and the one that
 * was judged is connected to, so that a name cannot change its mind. Hosts that the operator allows by
 * `INTERNAL_DATABASE_HOSTS` (names or addresses, with commas) may be within.
 * @throws AppError `invalid_input` for others.
 */
export async function reachableAddress(
  host: string,
  options: { allowed: readonly string[]; resolve?: Resolve },
): Promise<{ address: string; isInternal: boolean }> {
  const resolve = options.resolve ?? ((name: string) => lookup(name, { all: true }));
  const found = isIP(host) > 0 ? [{ address: host }] : await resolve(host).catch(() => []);
  const [first] = found;
  if (!first) throw refuse(`There is no server named ${host}.`);
  const isInternal = !found.every((each) => isPublicAddress(each.address));
  if (isInternal && !options.allowed.includes(host)) {
    throw refuse(
      `${host} is not on the public internet. Whoever runs this site can allow it by INTERNAL_DATABASE_HOSTS.`,
    );
  }
  return { address: first.address, isInternal };
}

/** The operator's list, in lower case. */
export function allowedHosts(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "");
}

const refuse = (detail: string) => new AppError("invalid_input", { detail, fields: { host: detail } });
