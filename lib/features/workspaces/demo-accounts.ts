import type { Role } from "#lib/platform/prisma/enums.ts";

/** Not a secret: its accounts may sign in only where DEMO=1 says so, and the sign-in page offers it there. */
export const DEMO_PASSWORD = "forecanvas-demo";

export const DEMO_ACCOUNTS = [
  { email: "owner@demo.local", name: "Nora Bellandi", role: "owner" },
  { email: "product@demo.local", name: "Henrik Aalto", role: "product_owner" },
  { email: "science@demo.local", name: "Ifeoma Nwosu", role: "data_scientist" },
  { email: "viewer@demo.local", name: "Mateus Prado", role: "stakeholder" },
] as const satisfies readonly { email: string; name: string; role: Role }[];

/** Whether an address belongs to the demo. The domain is never delivered to: .local is not on the internet (RFC 6762). */
export function isDemoAddress(email: string): boolean {
  return email.endsWith("@demo.local");
}
