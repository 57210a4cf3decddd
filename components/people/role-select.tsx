import type { ComponentProps } from "react";
import { Select } from "#components/ui/select.tsx";
import { RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";

const OPTIONS = RIGHTS.read.map((role) => ({ value: role, label: capitalised(ROLE_NAMES[role]) }));

export function RoleSelect(props: Omit<ComponentProps<typeof Select>, "options" | "children">) {
  return <Select options={OPTIONS} {...props} />;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
