"use client";

import { useSyncExternalStore } from "react";
import type { RunOptions, VersionOption } from "#lib/features/runs/index.ts";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { formatDuration } from "#lib/format/index.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { workerCount } from "./browser-training/worker-count.ts";
import { secondsOf } from "./expected-seconds.ts";

const never = () => () => {};

/** How long the run would take, and what that rests on. */
export default function RunEstimate({
  spec,
  version,
  measured,
  place,
}: {
  spec: BacktestSpec;
  version: VersionOption;
  measured: RunOptions["measured"];
  place: RunPlace;
}) {
  // The server knows nothing of this machine.
  const browserWorkers = useSyncExternalStore(
    never,
    () => workerCount(navigator),
    () => 1,
  );
  const of = (where: RunPlace) => secondsOf(spec, version, { measured, place: where, browserWorkers });
  const estimate = of(place);
  if (place === "server")
    return estimate ? `About ${words(estimate)} on two threads, ${rests(estimate)}.` : "";
  const workers = `${browserWorkers} ${browserWorkers === 1 ? "worker" : "workers"}`;
  if (estimate)
    return `About ${words(estimate)} with ${workers} in this browser, ${rests(estimate)} in a browser.`;
  const server = of("server");
  return `${workers} in this browser; no run has been measured in a browser yet.${
    server ? ` On the server about ${words(server)}.` : ""
  }`;
}

interface Estimate {
  seconds: number;
  isMeasured: boolean;
}

const rests = ({ isMeasured }: Estimate) => (isMeasured ? "by the newest run" : "as a first guess");

/** To 5 s, and to a minute past five of them: it is an estimate. */
function words({ seconds }: Estimate): string {
  const step = seconds > 300 ? 60 : 5;
  return formatDuration(Math.max(step, Math.round(seconds / step) * step) * 1_000);
}
