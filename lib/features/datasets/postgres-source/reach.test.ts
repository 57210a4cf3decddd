import { expect, it } from "vitest";
import { allowedHosts, reachableAddress } from "./reach.ts";

const NAMES: Record<string, string[]> = {
  "db.example.com": ["93.184.215.14"],
  "both.example.com": ["93.184.215.14", "10.0.0.5"],
  "inner.example.com": ["10.0.0.5"],
};
const resolve = async (host: string) => (NAMES[host] ?? []).map((address) => ({ address }));
const reach = (host: string, allowed: string[] = []) => reachableAddress(host, { allowed, resolve });

it("takes the very address that was judged", async () => {
  expect(await reach("db.example.com")).toEqual({ address: "93.184.215.14", isInternal: false });
  expect(await reach("2606:2800:21f:cb07:6820:80da:af6b:8b2c")).toMatchObject({ isInternal: false });
});

it.each([
  "127.0.0.1",
  "10.1.2.3",
  "169.254.169.254",
  "::1",
  "::ffff:10.0.0.1",
  "inner.example.com",
  "both.example.com",
])("refuses %s, which is within, unless the operator allows it", async (host) => {
  await expect(reach(host)).rejects.toThrow("not on the public internet");
  await expect(reach(host, ["other.example.com"])).rejects.toThrow("INTERNAL_DATABASE_HOSTS");
  expect(await reach(host, [host])).toMatchObject({ isInternal: true });
});

it("says when there is no such server, and reads the operator's list", async () => {
  await expect(reach("nowhere.example.com")).rejects.toThrow("no server named nowhere.example.com");
  expect(allowedHosts(" DB.inner , 10.0.0.5,")).toEqual(["db.inner", "10.0.0.5"]);
  expect(allowedHosts(undefined)).toEqual([]);
});
