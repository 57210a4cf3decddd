import { unstable_rethrow } from "next/navigation";

/** The words for an action whose answer never came. What Next throws to lead to another page goes on. */
export function unanswered(error: unknown, wayOut: string): string {
  unstable_rethrow(error);
  return `The server did not answer: the line is down, or the site was just renewed. ${wayOut}`;
}
