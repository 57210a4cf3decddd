import { ButtonLink } from "#components/ui/button-link.tsx";
import { StateIcon } from "#components/ui/state-icon.tsx";
import type { WhatNow } from "./what-now.ts";

export function WhatNowPanel({ now, base }: { now: WhatNow; base: string }) {
  return (
    <section
      aria-label="What now"
      className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 gap-y-3 items-center bg-surface border border-line border-l-4 border-l-accent rounded-r-panel px-5 py-4 max-md:grid-cols-[auto_minmax(0,1fr)] max-md:px-4 max-md:py-3 max-md:gap-x-3"
    >
      <StateIcon state={now.state} />
      <div className="min-w-0">
        <p className="text-now max-md:text-[0.9375rem] max-md:leading-5">{sentence(now.headline)}</p>
        <p className="text-ink2 max-w-[75ch]">
          {[now.detail, now.waitsFor ? `This waits for: ${now.waitsFor}` : ""]
            .filter(Boolean)
            .map(sentence)
            .join(" ")}
        </p>
      </div>
      <ButtonLink
        href={`${base}/${now.action.path}`}
        variant="primary"
        size="large"
        className="max-md:col-span-2"
      >
        {now.action.label}
      </ButtonLink>
    </section>
  );
}

function sentence(text: string): string {
  return /[.?:]$/.test(text) ? text : `${text}.`;
}
