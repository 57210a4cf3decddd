"use client";

import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KEYS_OFF } from "./finder-project.ts";
import { STOP_KEYS, STOP_LETTERS, STOP_NAMES } from "./thread.ts";

const GENERAL: readonly (readonly [keys: string, does: string])[] = [
  ["Ctrl K or ⌘ K", "Find or do anything"],
  ["?", "This list"],
  ["J, K", "Next and previous series"],
  ["Enter", "Open"],
  ["Esc", "Close"],
  ["Alt M", "Comment, on the canvas"],
];

/** The list of keys, and the switch for those of a single letter. */
export default function KeyList({
  hasThread,
  onOpenChange,
}: {
  hasThread: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEYS_OFF) === null);
  const stops = hasThread
    ? STOP_KEYS.map((key) => [`G then ${STOP_LETTERS[key].toUpperCase()}`, STOP_NAMES[key]] as const)
    : [];
  return (
    <Dialog open onOpenChange={onOpenChange} title="Keys">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {[...GENERAL, ...stops].map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="border-t border-line mt-3 pt-1">
        <Checkbox
          label="Keys of a single letter"
          hint="They rest while you type. Turn them off if you speak to your computer."
          checked={isOn}
          onChange={(event) => {
            setOn(event.target.checked);
            if (event.target.checked) localStorage.removeItem(KEYS_OFF);
            else localStorage.setItem(KEYS_OFF, "1");
          }}
        />
      </div>
    </Dialog>
  );
}
