import Link from "next/link";
import { Table, Td, Th } from "#components/ui/table.tsx";
import {
  type LineageColumn,
  type LineageGraph,
  type LineageNode,
  relatedTo,
} from "#lib/features/datasets/index.ts";

/** The same as the picture in words: a row a version, with what it comes from and what came of it. */
export function LineageTable({ graph, base }: { graph: LineageGraph; base: string }) {
  const versions = graph.nodes.filter((node) => node.column === "version");
  return (
    <Table label="Lineage of each version">
      <thead>
        <tr>
          <Th>Raw files</Th>
          <Th>Recipe</Th>
          <Th>Version</Th>
          <Th>Runs</Th>
          <Th>Models put first</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => {
          const related = relatedTo(graph, version.id);
          const of = (column: LineageColumn) =>
            graph.nodes.filter((node) => node.column === column && related.has(node.id));
          return (
            <tr key={version.id}>
              <Td>
                <Stops nodes={of("raw")} base={base} />
              </Td>
              <Td>
                <Stops nodes={of("recipe")} base={base} />
              </Td>
              <Td>
                <Stops nodes={[version]} base={base} />
              </Td>
              <Td>
                <Stops nodes={of("run")} base={base} />
              </Td>
              <Td>
                <Stops nodes={of("model")} base={base} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function Stops({ nodes, base }: { nodes: readonly LineageNode[]; base: string }) {
  if (nodes.length === 0) return <span className="text-ink3">none yet</span>;
  return (
    <ul>
      {nodes.map((node) => (
        <li key={node.id} className="[overflow-wrap:anywhere]">
          {node.column === "raw" && node.state !== "deleted" ? (
            <a className="link" href={`${base}/${node.path}`} download>
              {node.title}
            </a>
          ) : (
            <Link className="link" href={`${base}/${node.path}`} prefetch={false}>
              {node.title}
            </Link>
          )}
          <span className="block text-ink3 text-secondary">
            {node.state === "failed" && node.detail !== "failed"
              ? `${node.detail}, did not end well`
              : node.detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
