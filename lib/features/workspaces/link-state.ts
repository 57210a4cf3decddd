/** A link that works once: an invitation, a password reset. */
export type LinkState = "open" | "used" | "revoked" | "expired";

interface Link {
  usedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
}

export function linkState(link: Link, now: Date): LinkState {
  if (link.usedAt) return "used";
  if (link.revokedAt) return "revoked";
  return link.expiresAt <= now ? "expired" : "open";
}

/** Why an invitation that is not open does not work, and the way out. */
export const DEAD_INVITATION: Record<Exclude<LinkState, "open">, string> = {
  used: "This invitation was used already, and it works once. If you used it, sign in. Otherwise ask an owner of the workspace for a new one.",
  revoked:
    "This invitation was taken back, or a newer one took its place. Ask an owner of the workspace for a new link.",
  expired: "This invitation has expired: it works for 7 days. Ask an owner of the workspace for a new link.",
};

export const UNKNOWN_INVITATION =
  "This is not an invitation that we know. Copy the whole link, or ask an owner of the workspace for a new one.";

export const DEAD_RESET: Record<Exclude<LinkState, "open">, string> = {
  used: "This link was used already, and it works once. Sign in with the password that was set, or ask an owner of your workspace for a new link.",
  revoked:
    "A newer link took the place of this one, or it no longer holds. Ask an owner of your workspace for a new one.",
  expired: "This link has expired: it works for 24 hours. Ask an owner of your workspace for a new one.",
};

export const UNKNOWN_RESET =
  "This is not a link that we know. Copy the whole link, or ask an owner of your workspace for a new one.";
