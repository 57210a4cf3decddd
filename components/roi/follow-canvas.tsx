import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { CanvasCosts, CostKey } from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";

const ONCE: readonly CostKey[] = ["buildCost", "dataCost", "labellingCost"];

/** "€9,000 once and €6,800 a year"; null where the canvas names no cost. */
export function canvasCostsInWords(costs: CanvasCosts, currency: string): string | null {
  let [once, yearly] = [0, 0];
  for (const [key, amount] of Object.entries(costs)) {
    if (ONCE.includes(key as CostKey)) once += amount;
    else yearly += amount;
  }
  const parts = [
    once > 0 ? `${formatMoney(once, currency, 0)} once` : "",
    yearly > 0 ? `${formatMoney(yearly, currency, 0)} a year` : "",
  ];
  return parts.filter(Boolean).join(" and ") || null;
}

/** Takes the canvas's hidden costs over, and says that they are. */
export function FollowCanvas({
  follows,
  costs,
  currency,
  href,
  change,
}: {
  follows: boolean;
  costs: CanvasCosts;
  currency: string;
  href: string;
  change: (follows: boolean) => void;
}) {
  const words = canvasCostsInWords(costs, currency);
  if (follows) {
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
      </>
    );
  }
  return words ? (
    <Button size="small" onClick={() => change(true)}>
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
