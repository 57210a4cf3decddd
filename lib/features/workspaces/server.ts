import "server-only";

export {
  acceptInvitation,
  acceptWithNewAccount,
  type InvitationView,
  readInvitation,
} from "./accept-invitation.ts";
export {
  currentUser,
  pageProject,
  pageUser,
  pageWorkspace,
  projectFacts,
  requireProject,
  requireUser,
  requireWorkspace,
  workspaceName,
} from "./access.ts";
export {
  type AccountView,
  endAllSessions,
  endSession,
  getAccount,
  renameAccount,
  SHARED_ACCOUNT,
} from "./account.ts";
export { addressOf } from "./address.ts";
export {
  type ApiKeyRow,
  listApiKeys,
  type MadeApiKey,
  makeApiKey,
  makeApiKeyAt,
  revokeApiKey,
} from "./api-keys.ts";
export { type AuditPage, type AuditRow, auditChoices, listAudit } from "./audit-list.ts";
export { assertMay } from "./authorise.ts";
export { createWorkspace } from "./create-workspace.ts";
export { ensureDemoPeople, isDemo } from "./demo.ts";
export {
  beginIdempotent,
  type FirstRequest,
  KEPT_HOURS,
  type StoredAnswer,
} from "./idempotency.ts";
export {
  createInvitation,
  type InvitationRow,
  listInvitations,
  type MadeInvitation,
  revokeInvitation,
} from "./invitations.ts";
export { findKeyAccess, isKeyAlive, KEY_RATE, type KeyAccess } from "./key-access.ts";
export { leaveWorkspace } from "./leave.ts";
export { linksPerPerson, providerSignInsPerAddress, takeOrRefuse, tooManyAttempts } from "./limits.ts";
export { DEAD_INVITATION, DEAD_RESET, UNKNOWN_INVITATION, UNKNOWN_RESET } from "./link-state.ts";
export { lockProject } from "./lock-project.ts";
export { changeRole, listMembers, type MemberRow, removeMember } from "./members.ts";
export { namesOf } from "./names.ts";
export { type AuthAnswer, askNextAuth, authOptions, sameSitePath } from "./next-auth.ts";
export { oidcSettings } from "./oidc.ts";
export {
  type IssuedReset,
  issuePasswordReset,
  type ResetView,
  readPasswordReset,
  usePasswordReset,
} from "./password-reset.ts";
export { lineOfText } from "./people.ts";
export {
  changeProject,
  createProject,
  getProject,
  getWorkspace,
  listProjects,
  listProjectsPage,
  listWorkspaces,
  ProjectKeySchema,
  type ProjectRow,
  updateProject,
  type WorkspaceRow,
} from "./project-services.ts";
export { ProjectChangesSchema, ProjectInputSchema as NewProjectSchema } from "./projects.ts";
export type { CurrentUser } from "./sessions.ts";
export { changePassword, signUp, WRONG_PAIR } from "./sign-in.ts";
export { watchAccess } from "./still-member.ts";
export { makeToken, tokenHashOf } from "./tokens.ts";
