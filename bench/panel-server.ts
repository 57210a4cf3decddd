/** A process of `panel-transfer` that answers one panel over HTTP, as the product's route does. */
import { createServer } from "node:http";
import { panelForFold } from "#lib/features/runs/server.ts";
import { db } from "#lib/platform/db.ts";

type Question = { actor: Parameters<typeof panelForFold>[0]; number: number };

const answer = { question: null as Question | null };
const server = createServer((_request, response) => {
  const { question } = answer;
  if (!question) return void response.writeHead(503).end();
  panelForFold(question.actor, question.number, { fold: "0" }).then(
    (bytes) => response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
process.once("message", async (question: Question) => {
  answer.question = question;
  await db().$queryRaw`SELECT 1`;
  process.send?.("ready");
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : 0);
});
process.once("disconnect", () => process.exit(0));
