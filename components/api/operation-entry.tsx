import { Tag } from "#components/ui/badge.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { CodeBlock, Prose } from "./code-block.tsx";

interface Row {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
}

interface Entry {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  may: string;
  parameters: readonly Row[];
  body: readonly Row[];
  curl: string;
  answer: { status: number; type: string; text: string };
  failures: string;
}

/** One operation: what it does, what it takes, and an example that folds out. */
export function OperationEntry({ entry }: { entry: Entry }) {
  const { id, method, path, summary, description, may, parameters, body, curl, answer, failures } = entry;
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-4 border-t border-line pt-3 mt-4 first:border-t-0 first:mt-0 first:pt-0"
    >
      <h3 id={`${id}-title`} className="font-semibold">
        {summary}
      </h3>
      <p className="flex flex-wrap items-baseline gap-2 mt-0.5">
        <Tag>{method}</Tag>
        <code className="font-mono text-secondary text-ink2 [overflow-wrap:anywhere]">{path}</code>
      </p>
      {description || may ? (
        <p className="text-ink2 max-w-[75ch] mt-1">
          <Prose>{description}</Prose>
          {may ? ` For keys of: ${may}.` : null}
        </p>
      ) : null}
      <Rows label={`Parameters of ${id}`} head="Parameter" rows={parameters} />
      <Rows label={`Fields of ${id}`} head="Field of the body" rows={body} />
      <details className="mt-2">
        <summary className="inline-flex items-center min-h-6 max-md:min-h-10 cursor-pointer text-accent hover:underline">
          Example and failures
        </summary>
        <div className="grid grid-cols-2 items-start gap-3 mt-1 max-md:grid-cols-1">
          <CodeBlock label={`Example of ${id} in curl`}>{curl}</CodeBlock>
          <div className="min-w-0">
            {answer.text ? <CodeBlock label={`Answer to ${id}`}>{answer.text}</CodeBlock> : null}
            <p className="text-secondary text-ink3 mt-1">
              {answer.status} {answer.type || "without a body"}
            </p>
          </div>
        </div>
        <p className="text-secondary text-ink3 mt-1">Failures: {failures}</p>
      </details>
    </article>
  );
}

function Rows({ label, head, rows }: { label: string; head: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  const hasWords = rows.some(({ description }) => description !== "");
  return (
    <div className="mt-2">
      <Table label={label} className="max-w-[64rem]">
        <thead>
          <tr>
            <Th className="w-[30%]">{head}</Th>
            <Th className="w-[28%]">What</Th>
            {hasWords ? <Th wide>About it</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, type, isRequired, description }) => (
            <tr key={name}>
              <Td className="text-secondary">
                <code className="font-mono [overflow-wrap:anywhere]">{name}</code>
                {isRequired ? <span className="text-ink3"> required</span> : null}
              </Td>
              <Td className="text-secondary text-ink2 [overflow-wrap:anywhere]">
                {type}
                {description ? (
                  <span className="block md:hidden text-ink3">
                    <Prose>{description}</Prose>
                  </span>
                ) : null}
              </Td>
              {hasWords ? (
                <Td wide className="text-secondary text-ink2 [overflow-wrap:anywhere]">
                  <Prose>{description}</Prose>
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
