import type { Role } from "#lib/platform/prisma/enums.ts";

/** The design's table of rights, one name a row. */
export const RIGHTS = {
  read: ["owner", "product_owner", "data_scientist", "stakeholder"],
  edit_plan: ["owner", "product_owner", "data_scientist"],
  edit_data_and_runs: ["owner", "data_scientist"],
  decide: ["owner", "product_owner"],
  administer: ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

export function may(role: Role, right: Right): boolean {
  return (RIGHTS[right] as readonly Role[]).includes(role);
}

export const ROLE_NAMES: Record<Role, string> = {
  owner: "owner",
  product_owner: "product owner",
  data_scientist: "data scientist",
  stakeholder: "stakeholder",
};
