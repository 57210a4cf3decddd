"use client";

import { useEffect } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import {
  type CaseChange,
  HABITS,
  type RoiResult,
  riskInWords,
  type Simulation,
  type UncertainCase,
} from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber, formatPercent } from "#lib/format/index.ts";
import { HistogramChart } from "./histogram-chart.tsx";
import { drawsInWords } from "./key-figure-words.ts";
import { RangesTable } from "./ranges-table.tsx";
import { TornadoChart } from "./tornado-chart.tsx";
import { inputInWords } from "./uncertain-words.ts";
import { useSimulation } from "./use-simulation.ts";

const SUMMARY =
  "w-fit cursor-pointer list-none text-accent text-secondary py-1 hover:underline [&::-webkit-details-marker]:hidden";

export interface Draws {
  /** "Pays back in 9 months; 12 % risk of a loss; hinges on the cost of a stock-out." */
  words: string;
  simulation: Simulation;
}

interface Props {
  given: UncertainCase;
  result: RoiResult;
  currency: string;
  /** Absent for those who may not change the plan. */
  change: ((change: CaseChange) => Promise<{ ok: boolean; problem?: { detail: string } }>) | null;
  onDraws: (draws: Draws | null) => void;
}

/** What moves the result and how sure it is, over thousands of draws by a worker. */
export default function Uncertainty({ given, result, currency, change, onDraws }: Props) {
  const { answer, isBroken } = useSimulation(given);
  const { npv } = result;
  const drawn = answer?.simulation ?? null;
  const words = answer && drawn ? riskInWords(result, drawn, answer.bars) : null;
  useEffect(
    () => onDraws(drawn && words !== null ? { words, simulation: drawn } : null),
    [words, drawn, onDraws],
  );
  if (isBroken) {
    return (
      <Notice tone="stale" title="The draws could not be made in this browser.">
        The results above stand. Reload the page to try again.
      </Notice>
    );
  }
  if (!answer?.simulation) return <p className="text-ink3">Drawing 10,000 cases.</p>;
  const { simulation, bars, inputs } = answer;
  const money = (value: number) => formatMoney(value, currency, 0);
  return (
    <>
      <div className="grid grid-cols-2 gap-x-12 max-lg:grid-cols-1">
        <Section title="What moves the result" className="break-inside-avoid">
          <p className="text-ink2 max-w-[60ch] mb-2">
            Each bar is the worth (NPV) when this one input turns out at the low or the high end of its range.
            The inputs on top are the ones to find out about first.
          </p>
          <TornadoChart bars={bars} npv={npv} currency={currency} />
          <details className="mt-1">
            <summary className={SUMMARY}>NPV by input as a table</summary>
            <Table label="NPV by input">
              <thead>
                <tr>
                  <Th>Input</Th>
                  <Th numeric>Low</Th>
                  <Th numeric>NPV</Th>
                  <Th numeric>High</Th>
                  <Th numeric>NPV</Th>
                </tr>
              </thead>
              <tbody>
                {bars.map((bar) => (
                  <tr key={bar.key}>
                    <Td>{HABITS[bar.key].name}</Td>
                    <Td numeric>{inputInWords(bar.key, bar.low, currency)}</Td>
                    <Td numeric>{money(bar.npvAtLow)}</Td>
                    <Td numeric>{inputInWords(bar.key, bar.high, currency)}</Td>
                    <Td numeric>{money(bar.npvAtHigh)}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </details>
        </Section>
        <Section title="How sure" className="break-inside-avoid">
          <p className="text-ink2 max-w-[60ch] mb-2">{drawsInWords(npv, simulation, currency)}</p>
          <HistogramChart simulation={simulation} currency={currency} />
          <details className="mt-1">
            <summary className={SUMMARY}>Draws as a table</summary>
            <Table label="Draws by NPV">
              <thead>
                <tr>
                  <Th numeric>NPV from</Th>
                  <Th numeric>to</Th>
                  <Th numeric>Draws</Th>
                  <Th numeric>Share</Th>
                </tr>
              </thead>
              <tbody>
                {simulation.bins.map((bin) => (
                  <tr key={bin.from}>
                    <Td numeric>{money(bin.from)}</Td>
                    <Td numeric>{money(bin.to)}</Td>
                    <Td numeric>{formatNumber(bin.count)}</Td>
                    <Td numeric>{formatPercent(bin.count / simulation.draws)}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </details>
        </Section>
      </div>
      <details className="mt-3">
        <summary className={SUMMARY}>Ranges of the inputs</summary>
        <RangesTable inputs={inputs} currency={currency} change={change} />
      </details>
    </>
  );
}
