"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { type CaseChange, HABITS, SHAPES, type Shape, type Uncertain } from "#lib/features/roi/index.ts";
import { numberOf, textOf } from "./number-text.ts";
import { inputInWords } from "./uncertain-words.ts";

const SHAPE_WORDS: Record<Shape, string> = {
  triangular: "Most likely in the middle",
  normal: "Bell, ends hold 90 %",
  uniform: "All alike",
  fixed: "Fixed",
};
const SHAPE_OPTIONS = SHAPES.map((value) => ({ value, label: SHAPE_WORDS[value] }));
const FROM_WORDS = { own: "yours", measured: "measured", suggested: "suggested" };

type Change = ((change: CaseChange) => Promise<{ ok: boolean; problem?: { detail: string } }>) | null;

/** Every input's range: low, likely, high and shape. Suggested ones are rules of thumb, and say so. */
export function RangesTable({
  inputs,
  currency,
  change,
}: {
  inputs: readonly Uncertain[];
  currency: string;
  change: Change;
}) {
  return (
    <>
      <p className="text-secondary text-ink3 max-w-[75ch] mb-2">
        The likely value is the case's own. A suggested range is a rule of thumb and no measurement. The
        inputs are drawn independently of each other.
      </p>
      <Table label="Ranges of the inputs">
        <thead>
          <tr>
            <Th>Input</Th>
            <Th numeric>Low</Th>
            <Th numeric>Likely</Th>
            <Th numeric>High</Th>
            <Th>Shape</Th>
            <Th>From</Th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((input) => (
            // What is typed starts anew when the stored range changes.
            <RangeRow
              key={`${input.key} ${input.low} ${input.high} ${input.shape}`}
              input={input}
              currency={currency}
              change={input.from === "measured" ? null : change}
            />
          ))}
        </tbody>
      </Table>
    </>
  );
}

function RangeRow({ input, currency, change }: { input: Uncertain; currency: string; change: Change }) {
  const { key, likely, shape, from } = input;
  const { name } = HABITS[key];
  const short = (value: number) => Number(value.toPrecision(6));
  const [low, setLow] = useState(textOf(short(input.low)));
  const [high, setHigh] = useState(textOf(short(input.high)));
  const [problem, setProblem] = useState<string | null>(null);
  async function save(wanted: Shape) {
    const [typedLow, typedHigh] = [numberOf(low), numberOf(high)];
    if (!typedLow.ok || !typedHigh.ok) {
      setProblem("Give low and high as numbers, with a point for decimals.");
      return;
    }
    if (typedLow.value === null || typedHigh.value === null) return;
    const isSame =
      wanted === shape && typedLow.value === short(input.low) && typedHigh.value === short(input.high);
    if (isSame || !change) return;
    const range = { shape: wanted, low: typedLow.value, high: typedHigh.value };
    const outcome = await change({ ranges: { [key]: range } });
    setProblem(outcome.ok ? null : (outcome.problem?.detail ?? "It was not saved."));
  }
  return (
    <tr>
      <Td>
        {name}
        <span role="status" className="block text-secondary text-bad empty:hidden">
          {problem}
        </span>
      </Td>
      {change ? (
        <>
          <Td numeric>
            <Input
              aria-label={`Low of ${name}`}
              className="w-28"
              inputMode="decimal"
              value={low}
              onChange={(event) => setLow(event.target.value)}
              onBlur={() => void save(shape)}
            />
          </Td>
          <Td numeric>{inputInWords(key, likely, currency)}</Td>
          <Td numeric>
            <Input
              aria-label={`High of ${name}`}
              className="w-28"
              inputMode="decimal"
              value={high}
              onChange={(event) => setHigh(event.target.value)}
              onBlur={() => void save(shape)}
            />
          </Td>
          <Td>
            <Select
              aria-label={`Shape of ${name}`}
              className="min-w-44"
              options={SHAPE_OPTIONS}
              value={shape}
              onChange={(event) => void save(event.target.value as Shape)}
            />
          </Td>
        </>
      ) : (
        <>
          <Td numeric>{inputInWords(key, input.low, currency)}</Td>
          <Td numeric>{inputInWords(key, likely, currency)}</Td>
          <Td numeric>{inputInWords(key, input.high, currency)}</Td>
          <Td>{SHAPE_WORDS[shape]}</Td>
        </>
      )}
      <Td>
        {from === "own" && change ? (
          <Button size="small" variant="quiet" onClick={() => void change({ ranges: { [key]: null } })}>
            Back to the suggested
          </Button>
        ) : (
          FROM_WORDS[from]
        )}
      </Td>
    </tr>
  );
}
