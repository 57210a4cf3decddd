import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { formatNumber } from "#lib/format/index.ts";
import type { Trouble } from "./requests.ts";

/** What stands in the way, one row a problem, with the line of the file it is about. */
export function ProblemList({ trouble, title }: { trouble: Trouble; title: string }) {
  const { problems, problemCount, detail } = trouble;
  if (problems.length === 0) {
    return (
      <Notice tone="bad" title={title}>
        {detail}
      </Notice>
    );
  }
  return (
    <>
      <Notice tone="bad" title={title}>
        {problemCount === 1 ? "One problem was found." : `${formatNumber(problemCount)} problems were found.`}
        {problemCount > problems.length ? ` The first ${problems.length} are listed.` : null} Nothing was
        stored.
      </Notice>
      <Table label="Problems in the file" className="mt-3">
        <thead>
          <tr>
            <Th numeric className="w-16">
              Row
            </Th>
            <Th className="w-32 max-md:w-20">Column</Th>
            <Th>What is wrong</Th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.row} ${problem.column} ${problem.message}`}>
              <Td numeric>{problem.row === null ? "–" : formatNumber(problem.row)}</Td>
              <Td className="[overflow-wrap:anywhere]">{problem.column ?? "–"}</Td>
              <Td className="[overflow-wrap:anywhere]">
                {problem.file === undefined ? null : <span className="text-ink3">{problem.file}: </span>}
                {problem.message}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
