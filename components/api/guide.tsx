import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { CodeBlock, Prose } from "./code-block.tsx";

interface Facts {
  origin: string;
  rate: { requests: number; windowSeconds: number };
  keptHours: number;
  errors: readonly { status: number; code: string; title: string }[];
}

/** What holds for every operation, before the operations themselves. */
export function Guide({ origin, rate, keptHours, errors }: Facts) {
  return (
    <>
      <Section title="Getting started" plain>
        <Text>
          An owner makes a key on this site, or on its machine with `npm run --silent api-key -- --workspace
          demo --role data_scientist`. Then, in a terminal:
        </Text>
        <CodeBlock label="First requests" className="max-w-[64rem]">
          {startOf(origin)}
        </CodeBlock>
        <Text>
          From there: upload a file, let it be understood, make a dataset of it, start a run, follow its
          events, and get the forecast. `docs/examples` has the whole way in curl and in Python's standard
          library.
        </Text>
      </Section>
      <Section title="Authentication">
        <Text>
          Send `Authorization: Bearer KEY`, once. A key belongs to one workspace, has one role, and acts under
          its own name. A wrong, expired or revoked key answers 401. Projects of other workspaces answer 404.
          Cookies are not looked at, pages of other sites are not let in, and a key in an address is refused:
          addresses are kept in logs.
        </Text>
      </Section>
      <Section title="Bodies and answers">
        <Text>
          Bodies are JSON in UTF-8, with `Content-Type: application/json`. A field that nobody asked for, or
          that stands there twice, is refused by name, and nothing is stored. Times are ISO 8601 in UTC, ids
          are UUIDs, and null means that there is no value: it never stands for zero.
        </Text>
      </Section>
      <Section title="Errors">
        <Text>
          A failure is `application/problem+json` (RFC 9457). Programs read `code`, people read `detail`;
          `fields` says what is wrong with each field, `row` and `column` where in a file.
        </Text>
        <Table label="Codes of failures" className="max-w-[64rem]">
          <thead>
            <tr>
              <Th>Status</Th>
              <Th>Code</Th>
              <Th wide>Meaning</Th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ status, code, title }) => (
              <tr key={code}>
                <Td className="tabular-nums">{status}</Td>
                <Td>
                  <code className="font-mono text-secondary [overflow-wrap:anywhere]">{code}</code>
                  <span className="block md:hidden text-secondary text-ink3">{title}</span>
                </Td>
                <Td wide className="text-ink2">
                  {title}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
      <Section title="Pages">
        <Text>
          A list answers `items` and `nextCursor`. Send that as `?cursor=` for the next page, with `?limit=`
          from 1 to 100 (50 when absent), until it is null. What is made meanwhile neither doubles nor hides a
          line.
        </Text>
      </Section>
      <Section title="Sending a request again">
        <Text>
          {`A POST may carry an \`Idempotency-Key\` that you make, a UUID say. Sent again within ${keptHours} hours with the same body it does nothing and gives the first answer again, with \`Idempotency-Replayed: true\`. The same key with another body answers 422, and while the first request is still at work 409 with \`Retry-After\`. Failures on our side (5xx) and input that was refused before anything began are not kept. Of a file that is streamed, its headers stand for the body: send \`Content-Digest\` to have its bytes count.`}
        </Text>
      </Section>
      <Section title="Rate limits">
        <Text>
          {`A key may send ${rate.requests.toLocaleString("en")} requests in ${rate.windowSeconds} s. \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (in seconds) stand on every answer to a key; beyond the limit the answer is 429 with \`Retry-After\`. Requests without a working key are limited by address.`}
        </Text>
      </Section>
      <Section title="Events">
        <Text>
          A run's `events` are server-sent events: each tells that something changed, not what. Come back with
          `Last-Event-ID` after a cut, and none is missed. The stream ends by itself after two minutes.
        </Text>
        <CodeBlock label="Following a run" className="max-w-[64rem]">
          {`curl -N "${origin}/api/v1/projects/$PROJECT/runs/$RUN/events" \\\n  -H "Authorization: Bearer $KEY"`}
        </CodeBlock>
      </Section>
    </>
  );
}

function Text({ children }: { children: string }): ReactNode {
  return (
    <p className="text-ink2 max-w-[75ch] my-2 first:mt-0">
      <Prose>{children}</Prose>
    </p>
  );
}

function startOf(origin: string): string {
  return `KEY=fc_…
curl "${origin}/api/v1/projects" -H "Authorization: Bearer $KEY"

PROJECT=…   # the id of one of them
curl "${origin}/api/v1/projects/$PROJECT/runs" -H "Authorization: Bearer $KEY"`;
}
