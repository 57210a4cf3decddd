"use client";

import { useSyncExternalStore } from "react";
import { formatDateTime, formatLocalDateTime } from "#lib/format/index.ts";

const never = () => () => {};

/**
 * A moment in the reader's own time zone, with the exact one in UTC behind it. The server does not know the zone: until
 * the page is awake it stands there in UTC, and says so.
 */
export function LocalTime({ at }: { at: number }) {
  const text = useSyncExternalStore(
    never,
    () => formatLocalDateTime(at),
    () => formatDateTime(at),
  );
  const exact = new Date(at).toISOString();
  return (
    <time dateTime={exact} title={exact.replace("T", " ").replace("Z", " UTC")} className="whitespace-nowrap">
      {text}
    </time>
  );
}
