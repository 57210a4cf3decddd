import { type EnvelopeArray, EnvelopeError } from "./envelope.ts";

const LARGEST_SCALE = 6;
/** The smallest integer of a type stands for NaN and the next one for -0, which no integer can say. */
const INTEGERS = [
  { type: "int8", low: -0x80, high: 0x7f, make: Int8Array },
  { type: "int16", low: -0x80_00, high: 0x7f_ff, make: Int16Array },
  { type: "int32", low: -0x80_00_00_00, high: 0x7f_ff_ff_ff, make: Int32Array },
] as const;

/**
 * Numbers in four bytes each or fewer wherever that loses nothing: as integers n with v = n / 10^scale exactly, or in
 * single precision. What fits neither is rounded to single precision (relative error at most 2^-24) and says so by
 * `exact: false`. Numbers beyond single precision's range travel whole, in eight bytes.
 */
export function packNumbers(name: string, values: Float64Array): EnvelopeArray {
  const decimal = decimalOf(values);
  const fit = decimal && INTEGERS.find(({ low, high }) => decimal.least > low + 1 && decimal.most <= high);
  if (decimal && fit) {
    const factor = 10 ** decimal.scale;
    const data = new fit.make(values.length);
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      if (Number.isNaN(value)) data[i] = fit.low;
      else data[i] = Object.is(value, -0) ? fit.low + 1 : Math.round(value * factor);
    }
    return { name, type: fit.type, data, scale: decimal.scale, exact: true };
  }
  const data = new Float32Array(values);
  let exact = true;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const rounded = data[i] as number;
    if (rounded === value || Number.isNaN(value)) continue;
    exact = false;
    // Overflow or underflow: not a rounding any more.
    if (!(Math.abs(rounded - value) <= 2 ** -24 * Math.abs(value))) {
      return { name, type: "float64", data: values, scale: 0, exact: true };
    }
  }
  return { name, type: "float32", data, scale: 0, exact };
}

/** The fewest decimals with which every value is a whole number of 32 bits, and the extremes of those. */
function decimalOf(values: Float64Array): { scale: number; least: number; most: number } | null {
  let scale = 0;
  let factor = 1;
  let least = 0;
  let most = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    // What is exact with some decimals is exact with more, so earlier values need no second look.
    while (Math.round(value * factor) / factor !== value) {
      scale += 1;
      if (scale > LARGEST_SCALE) return null;
      factor = 10 ** scale;
    }
    if (value < least) least = value;
    if (value > most) most = value;
    if (most * factor > 0x7f_ff_ff_ff || least * factor < -0x7f_ff_ff_ff) return null;
  }
  return { scale, least: Math.round(least * factor), most: Math.round(most * factor) };
}

/** @throws EnvelopeError when the array holds a scale that its type cannot have. */
export function unpackNumbers(array: EnvelopeArray): Float64Array<ArrayBuffer> {
  const { type, data, scale } = array;
  const fit = INTEGERS.find((each) => each.type === type);
  if (!fit) {
    if (scale !== 0) throw new EnvelopeError(`Array "${array.name}" is no decimal but has a scale.`);
    return new Float64Array(data);
  }
  const factor = 10 ** scale;
  const out = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 1) {
    const n = data[i] as number;
    if (n > fit.low + 1) out[i] = n / factor;
    else out[i] = n === fit.low ? Number.NaN : -0;
  }
  return out;
}
