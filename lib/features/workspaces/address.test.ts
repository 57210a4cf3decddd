import { expect, it } from "vitest";
import { addressOf } from "./address.ts";

it.each([
  [
    "a direct client cannot name itself",
    { "x-forecanvas-peer": "203.0.113.7", "x-forwarded-for": "1.2.3.4" },
    "203.0.113.7",
  ],
  [
    "behind a proxy its last hop counts",
    { "x-forecanvas-peer": "127.0.0.1", "x-forwarded-for": "1.2.3.4, 198.51.100.9" },
    "198.51.100.9",
  ],
  ["a mapped IPv4 is that IPv4", { "x-forecanvas-peer": "::ffff:203.0.113.7" }, "203.0.113.7"],
  ["an IPv6 counts by its /64", { "x-forecanvas-peer": "2001:db8:1:2:3:4:5:6" }, "2001:db8:1:2::/64"],
  ["also when shortened", { "x-forecanvas-peer": "2001:db8::6" }, "2001:db8:0:0::/64"],
  ["words are no address", { "x-forwarded-for": "'; DROP TABLE" }, "unknown"],
  ["nothing", {}, "unknown"],
])("%s", (_what, headers, address) => {
  expect(addressOf(headers)).toBe(address);
});
