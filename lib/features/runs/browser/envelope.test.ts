import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { panelOf } from "#lib/forecast/testing/panels.ts";
import type { Fold, Panel } from "#lib/forecast/types.ts";
import { arrayOf, EnvelopeError, openEnvelope, packEnvelope } from "./envelope.ts";
import { packNumbers, unpackNumbers } from "./numbers.ts";
import { packPanel, unpackPanel } from "./panel-bytes.ts";
import { type BrowserResult, packResult, unpackResult } from "./result-bytes.ts";

const numbers = (values: readonly number[]) => packNumbers("y", Float64Array.from(values));
/** Through bytes at an odd place of a larger buffer, as a socket gives them. */
function travel(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(bytes.byteLength + 13);
  shared.set(bytes, 3);
  return shared.subarray(3, 3 + bytes.byteLength);
}
function roundTrip(values: Float64Array) {
  const packed = packNumbers("y", values);
  const { arrays } = openEnvelope(travel(packEnvelope({}, [packed])));
  return { packed, back: unpackNumbers(arrays.get("y") ?? packed) };
}
const same = (a: Float64Array, b: Float64Array) =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

describe("numbers on their way", () => {
  it.each([
    ["counts", [0, 3, 127], "int8", 0],
    ["counts with gaps", [0, Number.NaN, 12_000], "int16", 0],
    ["amounts to the cent", [0.1, 0.29, 1234.56, -9.99], "int32", 2],
    ["six decimals", [0.000001, 1.000001], "int32", 6],
    ["negative zero", [-0, 0, 2.5], "int8", 1],
    ["an integer beyond 32 bits", [2 ** 40, 3], "float32", 0],
    ["the sentinels' own values", [-128, -127], "int16", 0],
    ["the 32-bit sentinel's own value", [-(2 ** 31), 0.5], "float32", 0],
    ["infinity", [Number.POSITIVE_INFINITY, 1], "float32", 0],
    ["what single precision cannot reach", [1e300, 5e-324, Number.NaN], "float64", 0],
    ["nothing at all", [], "int8", 0],
  ] as const)("%s lose nothing", (_what, values, type, scale) => {
    const { packed, back } = roundTrip(Float64Array.from(values));
    expect(packed).toMatchObject({ type, scale, exact: true });
    expect(same(back, Float64Array.from(values))).toBe(true);
  });

  it("says so when it had to round, by at most half of a last bit of single precision", () => {
    const values = Float64Array.from([Math.PI, 1 / 3, 123_456_789.123]);
    const { packed, back } = roundTrip(values);
    expect(packed).toMatchObject({ type: "float32", exact: false });
    for (const [i, value] of values.entries()) {
      expect(Math.abs((back[i] as number) - value)).toBeLessThanOrEqual(2 ** -24 * value);
    }
  });

  const decimal = fc
    .tuple(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.integer({ min: 0, max: 6 }))
    .map(([n, k]) => n / 10 ** k);
  it("gives every decimal back to the last bit, whatever the mixture", () => {
    const value = fc.oneof(decimal, fc.constant(Number.NaN), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const before = Float64Array.from(values);
        const { packed, back } = roundTrip(before);
        expect(packed.exact || packed.type === "float32").toBe(true);
        if (packed.exact) expect(same(back, before)).toBe(true);
      }),
    );
  });

  it("gives any double back exactly or within single precision, and tells which", () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 60 }), (values) => {
        const { packed, back } = roundTrip(values);
        if (packed.exact) expect(same(back, values)).toBe(true);
        else {
          values.forEach((value, i) => {
            const error = Math.abs((back[i] as number) - value);
            expect(Number.isNaN(value) || error <= 2 ** -24 * Math.abs(value)).toBe(true);
          });
        }
      }),
    );
  });
});

const FOLD: Fold = { fold: 1, role: "selection", cutoffIndex: 2 };
function samplePanel(): Panel {
  return panelOf(
    { "Café ☕": [1, null, 2.5, 4], b: [0, 0, 7, 9] },
    {
      covariates: [
        {
          name: "promo",
          availability: "known_ahead",
          kind: "categorical",
          categories: ["no", "yes"],
          values: Float64Array.from([0, 1, 0, 1, 0, 0, 1, 1]),
        },
        {
          name: "size",
          availability: "static",
          kind: "numeric",
          values: Float64Array.from([3, 3, 3, 3, 0.1, 0.1, 0.1, 0.1]),
        },
      ],
    },
  );
}

const RESULT: BrowserResult = {
  notes: ["a note"],
  runtime: { backend: "wasm" },
  loss: [[1, 0.5, null]],
  quantiles: Float32Array.from([1, 1.5, Number.NaN]),
};

describe("a panel and a result", () => {
  it("come back as they were", () => {
    const panel = samplePanel();
    expect(unpackPanel(travel(packPanel({ fold: FOLD, panel })))).toEqual({ fold: FOLD, panel, exact: true });
    const { quantiles, ...head } = RESULT;
    expect(unpackResult(travel(packResult(RESULT)))).toEqual({ head, quantiles });
  });

  it("says when a number was rounded", () => {
    const panel = panelOf({ a: [Math.PI, 1, 2] });
    expect(unpackPanel(packPanel({ fold: FOLD, panel })).exact).toBe(false);
  });

  it("keep 10,000 series of 365 amounts within 1.2 times their size in single precision", () => {
    const [series, periods] = [10_000, 365];
    const panel: Panel = {
      ids: Array.from({ length: series }, (_, s) => `item-${s}`),
      offsets: Int32Array.from({ length: series + 1 }, (_, s) => s * periods),
      starts: new Int32Array(series),
      values: Float64Array.from({ length: series * periods }, (_, i) => (i % 99_991) / 100),
      times: Float64Array.from({ length: periods }, (_, t) => t * 86_400_000),
      frequency: { unit: "D", multiple: 1 },
      covariates: [],
      todayForecast: null,
    };
    const bytes = packPanel({ fold: FOLD, panel });
    expect(bytes.byteLength).toBeLessThan(1.2 * 4 * series * periods);
  });
});

/** Clear words or a value; never another error, and never much memory. */
function opens(bytes: Uint8Array): void {
  for (const open of [openEnvelope, unpackPanel, unpackResult]) {
    try {
      open(bytes);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      expect(error.message.length).toBeGreaterThan(10);
    }
  }
}

describe("hostile bytes", () => {
  const whole = packPanel({ fold: FOLD, panel: samplePanel() });

  it("are refused wherever they are cut", () => {
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(() => unpackPanel(whole.subarray(0, length)), `${length} bytes`).toThrow(EnvelopeError);
    }
  });

  it("are refused when something follows", () => {
    const longer = new Uint8Array(whole.byteLength + 8);
    longer.set(whole);
    expect(() => unpackPanel(longer)).toThrow("8 bytes after the last array");
  });

  it("never do harm, whichever bytes are garbled", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: whole.byteLength - 1 }), fc.nat({ max: 255 })), { maxLength: 8 }),
        (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          opens(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never do harm when they are random", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        opens(bytes);
        const dressed = new Uint8Array(bytes.length + 8);
        dressed.set(whole.subarray(0, 4));
        new DataView(dressed.buffer).setUint32(4, bytes.length >> 1, true);
        dressed.set(bytes, 8);
        opens(dressed);
      }),
    );
  });

  /** An envelope whose header says what we like. */
  function withHeader(header: unknown, body = 0): Uint8Array {
    const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
    const bytes = new Uint8Array(Math.ceil((8 + text.length) / 8) * 8 + body);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, new DataView(whole.buffer).getUint32(0, true), true);
    view.setUint32(4, text.length, true);
    bytes.set(text, 8);
    return bytes;
  }
  const entry = { name: "quantiles", type: "float32", length: 2, scale: 0, exact: true };
  it.each([
    ["a length of two billion", { head: {}, arrays: [{ ...entry, length: 2_147_483_647 }] }],
    [
      "many large arrays",
      { head: {}, arrays: Array.from({ length: 900 }, () => ({ ...entry, length: 1e9 })) },
    ],
    ["a million arrays", { head: {}, arrays: Array.from({ length: 1_001 }, () => entry) }],
    ["a negative length", { head: {}, arrays: [{ ...entry, length: -1 }] }],
    ["half an element", { head: {}, arrays: [{ ...entry, length: 1.5 }] }],
    ["a type from the prototype", { head: {}, arrays: [{ ...entry, type: "constructor" }] }],
    ["a scale of 300", { head: {}, arrays: [{ ...entry, scale: 300 }] }],
    ["two arrays of one name", { head: {}, arrays: [entry, entry] }],
    ["no arrays", { head: {} }],
    ["a list", []],
    ["null", null],
    ["no JSON", "{"],
  ])("are refused with %s in the header", (_what, header) => {
    expect(() => unpackResult(withHeader(header, 16))).toThrow(EnvelopeError);
  });

  it("are refused when a result has another array, or a header beyond its limit", () => {
    const other = packEnvelope({}, [arrayOf("quantiles", new Float64Array(2))]);
    expect(() => unpackResult(other)).toThrow("in single precision");
    const large = packEnvelope({ notes: "x".repeat(300_000) }, [arrayOf("quantiles", new Float32Array(2))]);
    expect(() => unpackResult(large)).toThrow("longer than this place takes");
  });

  it("are refused when a panel's series leave its grid", () => {
    const panel = samplePanel();
    const starts = Int32Array.from([0, 3]);
    expect(() => unpackPanel(packPanel({ fold: FOLD, panel: { ...panel, starts } }))).toThrow(
      "leaves the panel's grid",
    );
    const offsets = Int32Array.from([0, 9, 8]);
    expect(() => unpackPanel(packPanel({ fold: FOLD, panel: { ...panel, offsets } }))).toThrow("Series 0");
  });

  it("say what is wrong with a decimal's scale", () => {
    const array = { ...numbers([Math.PI]), scale: 2 };
    expect(() => unpackNumbers(array)).toThrow("has a scale");
  });
});
