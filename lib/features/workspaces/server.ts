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
export { assertMay } from "./authorise.ts";
export { ensureDemoPeople, isDemo } from "./demo.ts";
export {
  type AddedMember,
  addMember,
  changeRole,
  listMembers,
  type MemberRow,
  removeMember,
} from "./members.ts";
export { type AuthAnswer, askNextAuth, authOptions, sameSitePath } from "./next-auth.ts";
export {
  createProject,
  getProject,
  getWorkspace,
  listProjects,
  listWorkspaces,
  type ProjectRow,
  updateProject,
  type WorkspaceRow,
} from "./project-services.ts";
export type { CurrentUser } from "./sessions.ts";
export { changePassword, signUp, tooManyAttempts, WRONG_PAIR } from "./sign-in.ts";
export { watchAccess } from "./still-member.ts";
