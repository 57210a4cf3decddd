import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { CanvasCosts } from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";

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
  const sum = Object.values(costs).reduce((total, amount) => total + amount, 0);
  if (follows) {
    return (
      <>
        The costs follow the{" "}
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
  return sum > 0 ? (
    <Button size="small" onClick={() => change(true)}>
      Take over the canvas's hidden costs ({formatMoney(sum, currency, 0)})
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
