import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";

/**
 * After a change of members: the page is drawn anew, with the rights of now. Somebody who was removed keeps the page as
 * it is, with words over it: the new one would be "not found", and whatever they were writing would be out of sight.
 */
export function useMembership(base: string): { check: () => Promise<void>; notice: ReactNode } {
  const router = useRouter();
  const [isOut, setOut] = useState(false);
  const check = async () => {
    const response = await fetch(`${base}/canvas/comments`, { cache: "no-store" }).catch(() => null);
    const isGone = response?.status === 404;
    setOut(isGone);
    if (!isGone) router.refresh();
  };
  const notice = isOut ? (
    <Notice tone="bad" className="mb-3" title="You are no longer a member of this workspace.">
      Nothing more can be saved or sent here. What you typed stays in this browser: copy what you need before
      you leave this page, or ask an owner to invite you again.
    </Notice>
  ) : null;
  return { check, notice };
}
