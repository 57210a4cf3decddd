/** Notified with a run's id when it is cancelled, so that workers look at once rather than at their next beat. */
export const CANCEL_CHANNEL = "forecanvas_cancel";
