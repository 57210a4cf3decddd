import { Table, Td, Th } from "#components/ui/table.tsx";
import { may, RIGHTS, type Right, ROLE_NAMES } from "#lib/features/workspaces/index.ts";

const WORDS: Record<Right, string> = {
  read: "Read everything, comment",
  edit_plan: "Edit canvas, opportunities and ROI",
  edit_data_and_runs: "Data, runs, labels, serving",
  decide: "Approve a promotion, record a decision",
  administer: "Members, keys, deletion",
};

const ROLES = RIGHTS.read;

/** The same table that the services check. */
export function RightsTable() {
  return (
    <Table label="What each role may do" className="max-w-[56rem]">
      <thead>
        <tr>
          <Th>May</Th>
          {ROLES.map((role) => (
            <Th key={role} className="first-letter:uppercase">
              {ROLE_NAMES[role]}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(Object.keys(RIGHTS) as Right[]).map((right) => (
          <tr key={right}>
            <th
              scope="row"
              className="text-left font-normal align-top border-b border-line py-1.5 pr-3 [tr:last-child>&]:border-b-0"
            >
              {WORDS[right]}
            </th>
            {ROLES.map((role) => (
              <Td key={role}>{may(role, right) ? "yes" : <span className="text-ink3">no</span>}</Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
