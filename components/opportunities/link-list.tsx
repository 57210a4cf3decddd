"use client";

import { Button } from "#components/ui/button.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ProcessLinkView } from "#lib/features/opportunities/index.ts";

/** The links as a table: the same as the picture, for reading line by line. */
export function LinkList({
  links,
  nameOf,
  back,
  onEdit,
  onDelete,
}: {
  links: readonly ProcessLinkView[];
  nameOf: (id: string) => string;
  back: ReadonlySet<string>;
  /** Absent for those who only read. */
  onEdit?: ((id: string) => void) | undefined;
  onDelete?: ((id: string) => void) | undefined;
}) {
  if (links.length === 0) return <p className="text-ink2">No link yet.</p>;
  return (
    <Table label="Links between tasks">
      <thead>
        <tr>
          <Th>From</Th>
          <Th>To</Th>
          <Th>What goes along</Th>
          {onEdit ? (
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {links.map(({ id, fromId, toId, label }) => {
          const words = `from ${nameOf(fromId)} to ${nameOf(toId)}`;
          return (
            <tr key={id}>
              <Td className="[overflow-wrap:anywhere]">{nameOf(fromId)}</Td>
              <Td className="[overflow-wrap:anywhere]">
                {nameOf(toId)}
                {back.has(id) ? <span className="text-ink3"> (way back)</span> : null}
              </Td>
              <Td className="text-ink2 [overflow-wrap:anywhere]">{label || "–"}</Td>
              {onEdit && onDelete ? (
                <Td className="whitespace-nowrap text-right">
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Edit the link ${words}`}
                    onClick={() => onEdit(id)}
                  >
                    Edit
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Delete the link ${words}`}
                    onClick={() => onDelete(id)}
                  >
                    Delete
                  </Button>
                </Td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
