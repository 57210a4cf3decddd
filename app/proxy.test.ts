import { unstable_doesMiddlewareMatch as doesMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { config, proxy } from "../proxy.ts";

function passes(path: string): boolean {
  return doesMatch({ config, nextConfig: {}, url: path });
}

describe("what passes the proxy", () => {
  it.each([
    "/",
    "/sign-in",
    "/w/demo",
    "/w/demo/p/pasta",
    "/w/demo/p/pasta/canvas",
    "/w/demo/p/pasta/data/new",
    "/w/demo/p/uploads/runs/14",
    "/w/demo/p/browser/runs/14",
    "/w/uploads/p/events",
  ])("takes the page %s", (path) => {
    expect(passes(path)).toBe(true);
  });

  // A proxy cuts bodies at 10 MB without a word; streams and files need no policy.
  it.each([
    "/w/demo/p/pasta/uploads",
    "/w/demo/p/pasta/data/uploads",
    "/w/demo/p/pasta/data/uploads/0193",
    "/w/demo/p/pasta/events",
    "/w/demo/p/pasta/runs/14/browser/claim",
    "/w/demo/p/pasta/runs/14/browser/panel",
    "/w/demo/p/pasta/runs/14/browser/result",
    "/w/demo/p/pasta/runs/14/forecast.csv",
    "/api/auth/session",
    "/api/v1/projects",
    "/_next/static/chunks/a.js",
    "/_next/image",
    "/favicon.svg",
    "/healthz",
    "/readyz",
  ])("leaves %s alone", (path) => {
    expect(passes(path)).toBe(false);
  });
});

describe("what a page is sent with", () => {
  const answer = () => proxy(new NextRequest("http://localhost:3000/w/demo?a=1"));

  it("has a nonce of its own each time and no inline script besides", () => {
    const policies = [answer(), answer()].map((one) => one.headers.get("content-security-policy") ?? "");
    const nonces = policies.map((policy) => /'nonce-([0-9a-f]{32})'/.exec(policy)?.[1]);
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
    const scripts = policies[0]?.split("; ").find((one) => one.startsWith("script-src "));
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts).not.toMatch(/'unsafe-(inline|eval)'/);
    expect(policies[0]).toContain("frame-ancestors 'none'");
  });

  it("hands the asked-for address to the page, whatever the browser claimed", () => {
    const request = new NextRequest("http://localhost:3000/w/demo?a=1", {
      headers: { "x-forecanvas-path": "//evil.example" },
    });
    expect(proxy(request).headers.get("x-middleware-request-x-forecanvas-path")).toBe("/w/demo?a=1");
  });
});
