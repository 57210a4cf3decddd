import type { Operation } from "./_serve/operation.ts";
import { operations as project } from "./projects/[id]/operations.ts";
import { operations as projects } from "./projects/operations.ts";

/** Every operation of the interface, in the order in which people read about them. */
export const OPERATIONS: readonly Operation[] = [...projects, ...project];
