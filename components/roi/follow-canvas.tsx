import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { type CanvasCosts, type CostKey, isPaidOnce } from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";

const NAMES: Record<CostKey, string> = {
  buildCost: "build",
  dataCost: "data",
  labellingCost: "labelling",
  runningCost: "infrastructure",
  licenceCost: "licences",
  peopleCost: "people in the loop",
  upkeepCost: "other upkeep",
  retrainingCost: "retraining",
  monitoringCost: "monitoring",
};

/** "€9,000 once and €6,800 a year"; null where the canvas names no cost. */
export function canvasCostsInWords(costs: CanvasCosts, currency: string): string | null {
  let [once, yearly] = [0, 0];
  for (const [key, amount] of Object.entries(costs)) {
    if (isPaidOnce(key as CostKey)) once += amount;
    else yearly += amount;
  }
  const parts = [
    once > 0 ? `${formatMoney(once, currency, 0)} once` : "",
    yearly > 0 ? `${formatMoney(yearly, currency, 0)} a year` : "",
  ];
  return parts.filter(Boolean).join(" and ") || null;
}

/** Takes the canvas's hidden costs over, says that they are, and what counts besides them. */
export function FollowCanvas({
  follows,
  costs,
  besides,
  clear,
  currency,
  href,
  change,
}: {
  follows: boolean;
  costs: CanvasCosts;
  /** Own amounts that still count. */
  besides: readonly { key: CostKey; amount: number }[];
  clear: (keys: CostKey[]) => void;
  currency: string;
  href: string;
  change: (follows: boolean) => void;
}) {
  const words = canvasCostsInWords(costs, currency);
  if (follows) {
    const own = besides.map(
      ({ key, amount }) =>
        `${NAMES[key]} ${formatMoney(amount, currency, 0)} ${isPaidOnce(key) ? "once" : "a year"}`,
    );
    return (
      <>
        {words ? `The costs (${words}) follow the` : "The costs follow the"}{" "}
        <Link className="link" href={href}>
          canvas's hidden costs
        </Link>
        .{" "}
        <Button size="small" variant="quiet" onClick={() => change(false)}>
          Back to own amounts
        </Button>
        {own.length > 0 ? (
          <span className="block mt-1 text-stale">
            Your own amounts count besides: {own.join(", ")}. If the canvas names them too, they count twice.{" "}
            <Button size="small" variant="quiet" onClick={() => clear(besides.map(({ key }) => key))}>
              Set them to 0
            </Button>
          </span>
        ) : null}
      </>
    );
  }
  return words ? (
    <Button
      size="small"
      className="max-sm:h-auto max-sm:min-h-8 max-sm:py-1 max-sm:whitespace-normal max-sm:text-left"
      onClick={() => change(true)}
    >
      Take over the canvas's hidden costs ({words})
    </Button>
  ) : (
    <>
      The canvas names no hidden costs yet.{" "}
      <Link className="link" href={href}>
        Add them there
      </Link>
    </>
  );
}
