import { expect, it, vi } from "vitest";

vi.mock("#lib/features/models/server.ts", () => import("#lib/features/models/schema.ts"));

const { addressOf, readAddress } = await import("./address.ts");

it("reads what it wrote", () => {
  for (const mase of [0.123456789012345, 3e-9, null]) {
    const after = { newest: 12, mase, number: 3, model: "seasonal_naive" as const };
    const address = addressOf("/models", { place: "browser", model: "theta", after });
    const query = Object.fromEntries(new URL(address, "http://x").searchParams);
    expect(readAddress(query)).toEqual({ filter: { place: "browser", model: "theta" }, after });
  }
  expect(addressOf("/models", { place: undefined })).toBe("/models");
});

it.each([
  [{ place: "moon", model: "magic", after: "x" }],
  [{ place: ["server", "browser"], after: ["1"] }],
  [{ after: "1_NaN_2_theta" }],
  [{ after: "1.5_0_2_theta" }],
  [{ after: "1__2_magic" }],
  [{}],
])("leaves out what it cannot read: %j", (query) => {
  expect(readAddress(query)).toEqual({ filter: {}, after: null });
});
