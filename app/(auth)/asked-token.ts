import "server-only";
import { headers } from "next/headers";

/** The last part of the asked-for path, for a page that is shown in place of another and is given no parameters. */
export async function askedToken(): Promise<string> {
  const path = (await headers()).get("x-forecanvas-path") ?? "";
  return path.split("?")[0]?.split("/").at(-1) ?? "";
}
