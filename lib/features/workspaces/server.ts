import "server-only";

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
export { addressOf } from "./address.ts";
export {
  type ApiKeyRow,
  listApiKeys,
  type MadeApiKey,
  makeApiKey,
  makeApiKeyAt,
  type NewApiKey,
  revokeApiKey,
} from "./api-keys.ts";
export { assertMay } from "./authorise.ts";
export { ensureDemoPeople, isDemo } from "./demo.ts";
export {
  beginIdempotent,
  dropOldAnswers,
  type FirstRequest,
  KEPT_HOURS,
  type StoredAnswer,
} from "./idempotency.ts";
export { findKeyAccess, isKeyAlive, KEY_RATE, type KeyAccess } from "./key-access.ts";
export {
  type AddedMember,
  addMember,
  changeRole,
  listMembers,
  type MemberRow,
  removeMember,
} from "./members.ts";
export { namesOf } from "./names.ts";
export { type AuthAnswer, askNextAuth, authOptions, sameSitePath } from "./next-auth.ts";
export {
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
export { changePassword, signUp, tooManyAttempts, WRONG_PAIR } from "./sign-in.ts";
export { watchAccess } from "./still-member.ts";
