import type { Role } from "#lib/platform/prisma/enums.ts";

/** Not a secret: the demo exists only where `FORECANVAS_DEMO` says so, and its sign-in page offers it. */
export const DEMO_PASSWORD = "forecanvas-demo";

export const DEMO_ACCOUNTS = [
  { email: "owner@demo.local", name: "Nora Bellandi", role: "owner" },
  { email: "product@demo.local", name: "Henrik Aalto", role: "product_owner" },
  { email: "science@demo.local", name: "Ifeoma Nwosu", role: "data_scientist" },
  { email: "viewer@demo.local", name: "Mateus Prado", role: "stakeholder" },
] as const satisfies readonly { email: string; name: string; role: Role }[];
