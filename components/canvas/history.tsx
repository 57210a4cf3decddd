import { type RefObject, useEffect, useSyncExternalStore } from "react";
import type { UndoManager } from "yjs";
import { Button } from "#components/ui/button.tsx";

const CHANGES = ["stack-item-added", "stack-item-popped", "stack-cleared"] as const;

/** Undo and redo of one's own changes. */
export function HistoryButtons({ history }: { history: UndoManager }) {
  const subscribe = (onChange: () => void) => {
    for (const name of CHANGES) history.on(name, onChange);
    return () => {
      for (const name of CHANGES) history.off(name, onChange);
    };
  };
  const state = useSyncExternalStore(
    subscribe,
    () => `${history.canUndo()} ${history.canRedo()}`,
    () => "false false",
  );
  const [canUndo, canRedo] = state.split(" ").map((word) => word === "true");
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        disabled={!canUndo}
        onClick={() => history.undo()}
        aria-keyshortcuts="Control+Z Meta+Z"
        title="Takes back your own last change; what others wrote stays"
      >
        Undo
      </Button>
      <Button
        size="small"
        variant="quiet"
        disabled={!canRedo}
        onClick={() => history.redo()}
        aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z Control+Y"
      >
        Redo
      </Button>
    </>
  );
}

/**
 * The browser's own undo knows nothing of what others wrote in between, so its keys and its menu take back the person's
 * last change in the shared document instead.
 */
export function useHistoryKeys(panel: RefObject<HTMLElement | null>, history: UndoManager): void {
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      const isUndo = key === "z" && !event.shiftKey;
      const isRedo = (key === "z" && event.shiftKey) || (key === "y" && event.ctrlKey);
      if (!isUndo && !isRedo) return;
      event.preventDefault();
      if (isUndo) history.undo();
      else history.redo();
    };
    const onMenu = (event: InputEvent) => {
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      if (event.inputType === "historyUndo") history.undo();
      else history.redo();
    };
    element.addEventListener("keydown", onKey);
    element.addEventListener("beforeinput", onMenu);
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("beforeinput", onMenu);
    };
  }, [panel, history]);
}
