import type { Availability, Covariate, Fold, FrequencyUnit, Panel } from "#lib/forecast/types.ts";
import {
  arrayOf,
  type EnvelopeArray,
  EnvelopeError,
  isRecord,
  openEnvelope,
  packEnvelope,
} from "./envelope.ts";
import { packNumbers, unpackNumbers } from "./numbers.ts";

/** A panel as it reached the browser. */
export interface ArrivedPanel {
  fold: Fold;
  panel: Panel;
  /** False when some number did not fit four bytes and was rounded to single precision. */
  exact: boolean;
}

/** Today's method stays on the server, and so does its column. */
export function packPanel({ fold, panel }: { fold: Fold; panel: Panel }): Uint8Array<ArrayBuffer> {
  return packEnvelope(
    {
      fold,
      frequency: panel.frequency,
      ids: panel.ids,
      covariates: panel.covariates.map(({ name, availability, kind, categories }) => ({
        name,
        availability,
        kind,
        categories,
      })),
    },
    [
      arrayOf("offsets", panel.offsets),
      arrayOf("starts", panel.starts),
      // Milliseconds since 1970 do not fit single precision.
      arrayOf("times", panel.times),
      packNumbers("values", panel.values),
      ...panel.covariates.map(({ values }, i) => packNumbers(`covariate-${i}`, values)),
    ],
  );
}

/** @throws EnvelopeError when the bytes are not a panel, or one whose parts do not fit each other. */
export function unpackPanel(bytes: Uint8Array): ArrivedPanel {
  const { head, arrays } = openEnvelope(bytes);
  const { fold, frequency, ids, covariates } = readHead(head);
  const array = (name: string): EnvelopeArray => {
    const found = arrays.get(name);
    if (!found) throw new EnvelopeError(`The panel has no array "${name}".`);
    return found;
  };
  const integers = (name: string): Int32Array => {
    const { data } = array(name);
    if (!(data instanceof Int32Array)) throw new EnvelopeError(`Array "${name}" must hold integers.`);
    return data;
  };
  const panel: Panel = {
    ids,
    frequency,
    offsets: integers("offsets"),
    starts: integers("starts"),
    times: unpackNumbers(array("times")),
    values: unpackNumbers(array("values")),
    covariates: covariates.map((covariate, i) => ({
      ...covariate,
      values: unpackNumbers(array(`covariate-${i}`)),
    })),
    todayForecast: null,
  };
  assertFits(panel);
  return { fold, panel, exact: [...arrays.values()].every((each) => each.exact) };
}

function assertFits({ ids, offsets, starts, times, values, covariates }: Panel): void {
  const fits =
    offsets.length === ids.length + 1 &&
    starts.length === ids.length &&
    offsets[0] === 0 &&
    offsets[ids.length] === values.length &&
    covariates.every(
      (each) => each.values.length === (each.availability === "static" ? ids.length : values.length),
    );
  if (!fits) throw new EnvelopeError("The panel's arrays differ in length.");
  for (let s = 0; s < ids.length; s += 1) {
    const length = (offsets[s + 1] as number) - (offsets[s] as number);
    const start = starts[s] as number;
    if (length < 0 || start < 0 || start + length > times.length) {
      throw new EnvelopeError(`Series ${s} leaves the panel's grid.`);
    }
  }
}

const AVAILABILITIES: readonly unknown[] = ["past_only", "known_ahead", "static"] satisfies Availability[];
const KINDS: readonly unknown[] = ["numeric", "categorical"] satisfies Covariate["kind"][];
const ROLES: readonly unknown[] = ["selection", "test", "future"] satisfies Fold["role"][];
const UNITS: readonly unknown[] = ["min", "h", "D", "W", "M", "Q", "Y", "int"] satisfies FrequencyUnit[];

const isText = (value: unknown): value is string => typeof value === "string";
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

interface Head {
  fold: Fold;
  frequency: Panel["frequency"];
  ids: string[];
  covariates: Omit<Covariate, "values">[];
}

/** By hand rather than by zod, which a thread that only trains need not load. */
function readHead(head: unknown): Head {
  const { fold, frequency, ids, covariates } = isRecord(head) ? head : {};
  const isSound =
    isRecord(fold) &&
    Number.isInteger(fold.fold) &&
    Number.isInteger(fold.cutoffIndex) &&
    ROLES.includes(fold.role) &&
    isRecord(frequency) &&
    UNITS.includes(frequency.unit) &&
    Number.isInteger(frequency.multiple) &&
    areTexts(ids) &&
    Array.isArray(covariates) &&
    covariates.every(
      (each: unknown) =>
        isRecord(each) &&
        isText(each.name) &&
        AVAILABILITIES.includes(each.availability) &&
        KINDS.includes(each.kind) &&
        areTexts(each.categories),
    );
  if (!isSound) throw new EnvelopeError("The panel's header is not as it should be.");
  return { fold, frequency, ids, covariates } as unknown as Head;
}
