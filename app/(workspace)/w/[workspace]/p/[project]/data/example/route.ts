import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** Two items over eight weeks, invented and regular: the format, not data. */
function exampleCsv(): string {
  const lines = ["unique_id,ds,y,promo,brand"];
  for (const [item, base, brand] of [
    ["spaghetti", 40, "north"],
    ["fusilli", 12, "south"],
  ] as const) {
    for (let day = 0; day < 56; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      const promo = day % 14 === 4 ? 1 : 0;
      const weekend = day % 7 >= 5 ? 1.5 : 1;
      lines.push(
        `${item},${date},${Math.round((base + (day % 5)) * weekend * (1 + promo))},${promo},${brand}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

export const GET = route(async (_request: Request, { params }: Context) => {
  await requireProject(await params);
  return new Response(exampleCsv(), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="example-sales.csv"',
    },
  });
});
