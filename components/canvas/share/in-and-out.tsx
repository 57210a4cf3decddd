"use client";

import Link from "next/link";
import { type ComponentType, useState } from "react";
import type { FillPanelProps } from "../import/fill-panel.tsx";
import type { ShareActions, SharePanelProps } from "./share-panel.tsx";

const LINK = "link inline-flex items-center min-h-6 max-md:min-h-8 text-secondary";

type Panel =
  | { kind: "fill"; Panel: ComponentType<FillPanelProps> }
  | { kind: "share"; Panel: ComponentType<SharePanelProps> };

/** The ways into the canvas and out of it; what they open loads when it is asked for. */
export function InAndOut({
  base,
  actions,
  filled,
  onFilled,
  removeClaim,
}: {
  base: string;
  /** Null for somebody who may not edit. */
  actions: ShareActions | null;
  /** Blocks that say something, in words. */
  filled: FillPanelProps["filled"];
  onFilled: () => void;
  removeClaim: FillPanelProps["removeClaim"];
}) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const close = () => setPanel(null);
  const fill = () =>
    void import("../import/fill-panel.tsx").then(({ FillPanel }) =>
      setPanel({ kind: "fill", Panel: FillPanel }),
    );
  const share = () =>
    void import("./share-panel.tsx").then(({ SharePanel }) => setPanel({ kind: "share", Panel: SharePanel }));
  return (
    <>
      {actions ? (
        <>
          <button type="button" className={LINK} onClick={fill}>
            Start from …
          </button>
          <button type="button" className={LINK} onClick={share}>
            Share
          </button>
        </>
      ) : null}
      <Link href={`${base}/canvas/present`} prefetch={false} className={LINK}>
        Present
      </Link>
      {panel?.kind === "fill" ? (
        <panel.Panel
          base={base}
          filled={filled}
          onFilled={onFilled}
          removeClaim={removeClaim}
          onClose={close}
        />
      ) : null}
      {panel?.kind === "share" && actions ? (
        <panel.Panel base={base} actions={actions} onClose={close} />
      ) : null}
    </>
  );
}
