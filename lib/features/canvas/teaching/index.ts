/** What teaches somebody who fills the canvas. It has its own weight, so it comes with the editor only. */
export { TEACHING, TEACHING_COSTS, type Teaching } from "./words.ts";
