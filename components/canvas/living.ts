/** What loads after the first paint, together: the poster's own script stays small. */
export { posterOf } from "#lib/features/canvas/index.ts";
export { openSession } from "./session.ts";
