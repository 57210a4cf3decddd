import type { Stop } from "#lib/features/workspaces/index.ts";

/** Plan is two pages: the canvas leads until it is agreed, then the ROI; the other one stands in the second line. */
export function mergePlanStops(canvas: Stop, roi: Stop): Stop {
  if (canvas.state !== "done" || roi.state === "done") return { ...canvas, detail: joined(canvas, roi) };
  return { ...roi, badge: canvas.badge, detail: joined(roi, canvas) };
}

function joined(first: Stop, second: Stop): string {
  return [first.detail, second.headline].filter(Boolean).join(". ");
}
