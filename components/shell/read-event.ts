/** Told within a page when something that is "for you" was read there: the number in the bar is asked for anew. */
export const READ_EVENT = "forecanvas-read";
