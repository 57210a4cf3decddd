/** The living document: needs yjs and zod, so pages load it after their first paint. */
export {
  addItem,
  addNote,
  agree,
  editText,
  LOCAL,
  removeItem,
  reopen,
  setOwner,
  setRegister,
} from "./edit.ts";
export { LiveProjection } from "./live-projection.ts";
export { itemsOf } from "./project.ts";
export { listOf, registersOf, textOf } from "./shape.ts";
