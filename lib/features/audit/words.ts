/** What an entry of the audit says besides its action. Everything in `detail` may be absent: older entries say less. */
export interface AuditFacts {
  detail: Readonly<Record<string, unknown>>;
  /** The name of the person or key that was acted on; empty when it was something else. */
  subject: string;
}

export type AuditKind = "members" | "keys" | "projects" | "plan" | "data" | "runs" | "decisions";

export const AUDIT_KINDS: Record<AuditKind, string> = {
  members: "Members",
  keys: "API keys",
  projects: "Workspace and projects",
  plan: "Canvas, opportunities and ROI",
  data: "Data",
  runs: "Runs",
  decisions: "Decisions",
};

interface ActionWords {
  kind: AuditKind;
  /** Goes on after the name of who did it: "changed the role of Mia from stakeholder to owner". */
  words: (facts: AuditFacts) => string;
}

/** Everything that is ever audited, with the words for it. `recordAudit` takes no other action. */
export const AUDIT_ACTIONS = {
  "workspace.created": { kind: "projects", words: () => "made the workspace" },
  "project.created": { kind: "projects", words: ({ detail }) => `created the project ${named(detail)}` },
  "project.updated": {
    kind: "projects",
    words: ({ detail }) => `changed the settings of the project ${named(detail)}`,
  },

  "member.added": { kind: "members", words: ({ subject, detail }) => `added ${subject}${asRole(detail)}` },
  "member.role_changed": {
    kind: "members",
    words: ({ subject, detail }) =>
      `changed the role of ${subject} from ${role(detail.from)} to ${role(detail.to)}`,
  },
  "member.removed": {
    kind: "members",
    words: ({ subject, detail }) => `removed ${subject}${detail.role ? `, ${role(detail.role)}` : ""}`,
  },
  "member.left": {
    kind: "members",
    words: ({ detail }) => `left the workspace${detail.role ? `, as ${role(detail.role)}` : ""}`,
  },
  "member.renamed": {
    kind: "members",
    words: ({ detail }) => `changed their name from ${text(detail.from)} to ${text(detail.to)}`,
  },
  "member.password_changed": {
    kind: "members",
    words: () => "changed their password, and was signed out in other browsers",
  },
  "member.handed_over": {
    kind: "members",
    words: () =>
      "came through the identity provider for the first time: their password and other sign-ins ended",
  },
  "invitation.created": {
    kind: "members",
    words: ({ detail }) => `invited ${text(detail.email) || "somebody"}${asRole(detail)}`,
  },
  "invitation.revoked": {
    kind: "members",
    words: ({ detail }) => `took the invitation of ${text(detail.email) || "somebody"} back`,
  },
  "invitation.accepted": {
    kind: "members",
    words: ({ detail }) =>
      `joined by an invitation${asRole(detail)}${detail.accountMade === true ? ", with a new account" : ""}`,
  },
  "password_reset.issued": {
    kind: "members",
    words: ({ subject }) => `made a link with which ${subject} sets a new password`,
  },
  "password_reset.used": {
    kind: "members",
    words: () => "set a new password by a link, and was signed out everywhere",
  },

  "api_key.created": {
    kind: "keys",
    words: ({ detail }) => `made the API key ${named(detail)}${asRole(detail)}`,
  },
  "api_key.revoked": {
    kind: "keys",
    words: ({ detail, subject }) => `revoked the API key ${text(detail.name) ? named(detail) : subject}`,
  },

  "canvas.edited": { kind: "plan", words: ({ detail }) => `edited ${blocks(detail)}` },
  "canvas.filled": {
    kind: "plan",
    words: ({ detail }) => `filled the canvas from ${text(detail.from) || "somewhere else"}`,
  },
  "canvas.block_agreed": { kind: "plan", words: ({ detail }) => `marked ${block(detail)} as agreed` },
  "canvas.block_reopened": { kind: "plan", words: ({ detail }) => `reopened ${block(detail)}` },
  "canvas.snapshot_named": {
    kind: "plan",
    words: ({ detail }) => `kept version ${text(detail.number)} of the canvas, ${named(detail)}`,
  },
  "canvas.restored": {
    kind: "plan",
    words: ({ detail }) => `brought the canvas back to its version ${text(detail.number)}`,
  },
  "canvas_link.created": {
    kind: "plan",
    words: ({ detail }) => `made a link to read the canvas, for ${named(detail)}`,
  },
  "canvas_link.revoked": {
    kind: "plan",
    words: ({ detail }) => `revoked the link to read the canvas, for ${named(detail)}`,
  },
  "roi.updated": { kind: "plan", words: () => "changed the inputs of the ROI" },
  "roi.case_created": { kind: "plan", words: ({ detail }) => `added the ROI case ${named(detail)}` },
  "roi.case_chosen": { kind: "plan", words: ({ detail }) => `chose the ROI case ${named(detail)}` },
  "roi.case_deleted": { kind: "plan", words: ({ detail }) => `deleted the ROI case ${named(detail)}` },
  "roi.measured": {
    kind: "plan",
    words: ({ detail }) =>
      detail.run === null
        ? `took the measured saving out of the ROI case ${named(detail)}`
        : `put the saving of run ${text(detail.run)} into the ROI case ${named(detail)}`,
  },
  "opportunity.created": { kind: "plan", words: ({ detail }) => `added the opportunity ${named(detail)}` },
  "opportunity.changed": { kind: "plan", words: ({ detail }) => `changed the opportunity ${named(detail)}` },
  "opportunity.chosen": { kind: "plan", words: ({ detail }) => `chose the opportunity ${named(detail)}` },
  "opportunity.deleted": { kind: "plan", words: ({ detail }) => `deleted the opportunity ${named(detail)}` },
  "opportunity.seeded": {
    kind: "plan",
    words: ({ detail }) =>
      `filled ${text(detail.canvas)} fields of the canvas and ${text(detail.roi)} of the ROI from the opportunity ${named(detail)}`,
  },
  "process.started": {
    kind: "plan",
    words: ({ detail }) =>
      `added ${text(detail.tasks)} tasks and ${text(detail.links)} links of a common process`,
  },
  "process.terms_changed": {
    kind: "plan",
    words: () => "changed how opportunities are ranked, or what their figures assume",
  },
  "process.linked": {
    kind: "plan",
    words: ({ detail }) => `linked the task “${text(detail.from)}” to “${text(detail.to)}”`,
  },
  "process.link_changed": {
    kind: "plan",
    words: ({ detail }) => `changed the link from the task “${text(detail.from)}” to “${text(detail.to)}”`,
  },
  "process.unlinked": {
    kind: "plan",
    words: ({ detail }) => `deleted the link from the task “${text(detail.from)}” to “${text(detail.to)}”`,
  },
  "claim.created": { kind: "plan", words: ({ detail }) => `claimed ${named(detail)} in the canvas` },
  "claim.changed": { kind: "plan", words: ({ detail }) => `changed the claim ${named(detail)}` },
  "claim.removed": { kind: "plan", words: ({ detail }) => `removed the claim ${named(detail)}` },
  "comment.added": { kind: "plan", words: ({ detail }) => `commented on ${block(detail)}` },
  "comment.replied": { kind: "plan", words: ({ detail }) => `replied to a comment on ${block(detail)}` },
  "comment.edited": { kind: "plan", words: ({ detail }) => `changed their comment on ${block(detail)}` },
  "comment.deleted": {
    kind: "plan",
    words: ({ detail }) =>
      `deleted ${detail.others === true ? "somebody else’s" : "their"} comment on ${block(detail)}`,
  },
  "comment.resolved": { kind: "plan", words: ({ detail }) => `resolved a comment on ${block(detail)}` },
  "comment.reopened": { kind: "plan", words: ({ detail }) => `reopened a comment on ${block(detail)}` },

  "upload.opened": { kind: "data", words: ({ detail }) => `began to upload ${file(detail)}` },
  "upload.received": { kind: "data", words: ({ detail }) => `uploaded ${file(detail)}` },
  "upload.failed": {
    kind: "data",
    words: ({ detail }) => `uploaded ${file(detail)}, which did not arrive whole`,
  },
  "upload.aborted": { kind: "data", words: ({ detail }) => `broke the upload of ${file(detail)} off` },
  "dataset.version_created": {
    kind: "data",
    words: ({ detail }) => `accepted version ${text(detail.number)} of the dataset ${named(detail)}`,
  },
  "dataset.recipe_changed": {
    kind: "data",
    words: ({ detail }) => `changed the recipe of the dataset ${named(detail)}`,
  },
  "dataset.version_deleted": {
    kind: "data",
    words: ({ detail }) =>
      `${detail.byPolicy === true ? "let" : "deleted"} the data of version ${text(detail.number)} of the dataset ${named(detail)}${detail.byPolicy === true ? " go" : ""}${text(detail.reason) ? `: ${text(detail.reason)}` : ""}`,
  },
  "dataset.version_restored": {
    kind: "data",
    words: ({ detail }) =>
      `made version ${text(detail.number)} of the dataset ${named(detail)} anew from the same files`,
  },
  "dataset.deleted": {
    kind: "data",
    words: ({ detail }) =>
      `deleted the dataset ${named(detail)} with ${text(detail.versions)} versions${text(detail.reason) ? `: ${text(detail.reason)}` : ""}`,
  },
  "connection.created": {
    kind: "data",
    words: ({ detail }) => `made the database connection ${named(detail)} to ${text(detail.host)}`,
  },
  "connection.deleted": {
    kind: "data",
    words: ({ detail }) => `removed the database connection ${named(detail)}`,
  },
  "connection.queried": {
    kind: "data",
    words: ({ detail }) => `took rows by a query over the database connection ${named(detail)}`,
  },
  "dataset.contract_changed": {
    kind: "data",
    words: ({ detail }) => `changed what the contract of the dataset ${named(detail)} promises`,
  },
  "dataset.keep_changed": {
    kind: "data",
    words: ({ detail }) => `changed how long versions of the dataset ${named(detail)} are kept`,
  },

  "label.added": {
    kind: "data",
    words: ({ detail }) => `labelled ${text(detail.labels)} in the dataset ${named(detail)}`,
  },
  "label.rejected": {
    kind: "data",
    words: ({ detail }) =>
      `rejected proposals of labels, ${text(detail.labels)}, in the dataset ${named(detail)}`,
  },
  "label.removed": {
    kind: "data",
    words: ({ detail }) => `removed labels, ${text(detail.labels)}, of the dataset ${named(detail)}`,
  },
  "label.restored": {
    kind: "data",
    words: ({ detail }) => `brought labels back, ${text(detail.labels)}, in the dataset ${named(detail)}`,
  },
  "dataset.expectations_edited": {
    kind: "data",
    words: ({ detail }) =>
      `changed what is expected of the dataset ${named(detail)}: ${text(detail.expectations)} expectations, ${text(detail.errors)} of them as errors`,
  },

  "run.requested": {
    kind: "runs",
    words: ({ detail }) =>
      `started run ${text(detail.number)}${detail.place === "browser" ? " in the browser" : ""}${detail.replayOf ? " to repeat another run" : ""}`,
  },
  "run.what_if_asked": {
    kind: "runs",
    words: ({ detail }) => `asked what run ${text(detail.number)} would forecast under other inputs`,
  },
  "run.untouched_opened": {
    kind: "runs",
    words: ({ detail }) => `opened the untouched folds of run ${text(detail.number)}`,
  },
  "run.cancelled": { kind: "runs", words: ({ detail }) => `cancelled run ${text(detail.number)}` },

  "decision.recorded": {
    kind: "decisions",
    words: ({ detail }) =>
      `decided on run ${text(detail.run)}: ${text(detail.decision)}${detail.isOverride === true ? ", against the verdict" : ""}`,
  },
} as const satisfies Record<string, ActionWords>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

function isAction(action: string): action is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, action);
}

/** An entry in plain words, to stand after a name. One of a newer version of the product is shown by its action. */
export function auditWords(action: string, facts: AuditFacts): string {
  return isAction(action) ? AUDIT_ACTIONS[action].words(facts) : action;
}

export function actionsOfKind(kind: AuditKind): AuditAction[] {
  const actions = Object.keys(AUDIT_ACTIONS).filter(isAction);
  return actions.filter((action) => AUDIT_ACTIONS[action].kind === kind);
}

/** What the feed of a canvas tells of: the canvas itself, its claims, comments and links. */
export function canvasActions(): AuditAction[] {
  return actionsOfKind("plan").filter((action) => /^(canvas|canvas_link|claim|comment)\./.test(action));
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function named(detail: AuditFacts["detail"]): string {
  const name = text(detail.name);
  return name ? `“${name}”` : "(no name was kept)";
}

function file(detail: AuditFacts["detail"]): string {
  return text(detail.fileName) || "a file";
}

function role(value: unknown): string {
  return text(value).replaceAll("_", " ") || "no role";
}

function asRole(detail: AuditFacts["detail"]): string {
  return detail.role ? ` as ${role(detail.role)}` : "";
}

function block(detail: AuditFacts["detail"]): string {
  const key = text(detail.block);
  return key ? `the block “${blockName(key)}”` : "a block of the canvas";
}

/** "the blocks “decisions”, “data sources” and 3 others" */
function blocks(detail: AuditFacts["detail"]): string {
  const keys = Array.isArray(detail.blocks) ? detail.blocks.filter((key) => typeof key === "string") : [];
  const named = keys.map((key) => `“${blockName(key)}”`);
  if (named.length === 0) return "the canvas";
  if (named.length === 1) return `the block ${named[0]}`;
  const shown = named.length > 3 ? named.slice(0, 2) : named.slice(0, -1);
  const rest = named.length > 3 ? `${named.length - 2} others` : named.at(-1);
  return `the blocks ${shown.join(", ")} and ${rest}`;
}

function blockName(key: string): string {
  return key.replaceAll("_", " ").replace(/\bml\b/, "ML");
}
