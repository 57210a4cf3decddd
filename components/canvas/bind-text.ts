import type * as Y from "yjs";
import { editText, LOCAL } from "#lib/features/canvas/document/index.ts";
import { diffText, moveCaret, type TextDelta } from "#lib/features/canvas/index.ts";

/** What a text control must offer; inputs and textareas do. */
export interface TextControl {
  value: string;
  selectionStart: number | null;
  selectionEnd: number | null;
  setSelectionRange: (start: number, end: number) => void;
  addEventListener: (type: "input" | "compositionstart" | "compositionend", listener: () => void) => void;
  removeEventListener: (type: "input" | "compositionstart" | "compositionend", listener: () => void) => void;
}

/**
 * Keeps a control and a shared text alike. What is typed becomes the smallest edit; what others type moves the caret
 * with the text around it. While an input method composes, the control is left alone and merged afterwards.
 */
export function bindText(text: Y.Text, control: TextControl): () => void {
  let shown = text.toString();
  let isComposing = false;
  control.value = shown;

  const show = (delta: TextDelta) => {
    const next = text.toString();
    if (control.value !== next) {
      const start = moveCaret(control.selectionStart ?? 0, delta);
      const end = moveCaret(control.selectionEnd ?? 0, delta);
      const isFocused = typeof document !== "undefined" && document.activeElement === (control as unknown);
      control.value = next;
      // Setting a range in a control without focus would scroll to it in some browsers.
      if (isFocused || typeof document === "undefined") control.setSelectionRange(start, end);
    }
    shown = next;
  };

  const commit = () => {
    const current = text.toString();
    const caret = control.selectionStart ?? control.value.length;
    if (current === shown) {
      shown = control.value;
      editText(text, control.value, caret);
      return;
    }
    // Others wrote while an input method composed: what was typed goes to where that place is now.
    const edit = diffText(shown, control.value, caret);
    const others = diffText(shown, current);
    const delta = [{ retain: others.index }, { insert: others.insert }, { delete: others.remove }];
    const from = moveCaret(edit.index, delta);
    const to = moveCaret(edit.index + edit.remove, delta);
    const merge = () => {
      if (to > from) text.delete(from, to - from);
      if (edit.insert !== "") text.insert(from, edit.insert);
    };
    if (text.doc) text.doc.transact(merge, LOCAL);
    shown = text.toString();
    control.value = shown;
    control.setSelectionRange(from + edit.insert.length, from + edit.insert.length);
  };

  const onInput = () => {
    if (!isComposing) commit();
  };
  const onStart = () => {
    isComposing = true;
  };
  const onEnd = () => {
    isComposing = false;
    commit();
  };
  const onRemote = (event: Y.YTextEvent) => {
    if (!isComposing) show(event.delta as TextDelta);
  };
  control.addEventListener("input", onInput);
  control.addEventListener("compositionstart", onStart);
  control.addEventListener("compositionend", onEnd);
  text.observe(onRemote);
  return () => {
    control.removeEventListener("input", onInput);
    control.removeEventListener("compositionstart", onStart);
    control.removeEventListener("compositionend", onEnd);
    text.unobserve(onRemote);
  };
}
