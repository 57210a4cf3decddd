"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

/** Views of one thing on one page. Where a view deserves an address, use links instead. */
export function Tabs({
  label,
  tabs,
  defaultValue,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  defaultValue?: string;
  onChange?: (value: string) => void;
}) {
  return (
    <Base.Root
      defaultValue={defaultValue ?? tabs[0]?.value ?? ""}
      onValueChange={(value: unknown) => onChange?.(String(value))}
    >
      <Base.List aria-label={label} className="flex gap-4 border-b border-line overflow-x-auto">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-8 max-md:h-10 -mb-px border-b-2 border-transparent text-ink2 whitespace-nowrap data-active:text-ink data-active:font-semibold data-active:border-accent"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-3">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
