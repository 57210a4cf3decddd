import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { bindText, type TextControl } from "./bind-text.ts";

function control() {
  const listeners = new Map<string, () => void>();
  const element: TextControl = {
    value: "",
    selectionStart: 0,
    selectionEnd: 0,
    setSelectionRange: (start, end) => {
      element.selectionStart = start;
      element.selectionEnd = end;
    },
    addEventListener: (type, listener) => listeners.set(type, listener),
    removeEventListener: (type) => listeners.delete(type),
  };
  const fire = (type: string) => listeners.get(type)?.();
  const put = (typed: string, at: number) => {
    element.value = element.value.slice(0, at) + typed + element.value.slice(at);
    element.setSelectionRange(at + typed.length, at + typed.length);
    fire("input");
  };
  return { element, fire, put, listeners };
}

function shared(initial: string) {
  const doc = new Y.Doc();
  const text = doc.getText("t");
  text.insert(0, initial);
  const unbound = control();
  const unbind = bindText(text, unbound.element);
  return { text, unbind, ...unbound };
}

describe("a text control bound to a shared text", () => {
  it("keeps the caret in its place when others type before and after it", () => {
    const { text, element } = shared("one three");
    element.setSelectionRange(4, 4);
    text.insert(0, ">> ");
    expect([element.value, element.selectionStart]).toEqual([">> one three", 7]);
    text.insert(text.length, " four");
    expect(element.selectionStart).toBe(7);
    text.delete(0, 3);
    expect([element.value, element.selectionStart]).toEqual(["one three four", 4]);
  });

  it("merges what an input method composed with what others wrote meanwhile", () => {
    const { text, element, fire, put } = shared("ab");
    fire("compositionstart");
    put("に", 2);
    text.insert(0, "X");
    expect(element.value).toBe("abに");
    put("ほ", 3);
    fire("compositionend");
    expect(text.toString()).toBe("Xabにほ");
    expect([element.value, element.selectionStart]).toEqual(["Xabにほ", 5]);
  });

  it("lets go when it is unbound", () => {
    const { text, unbind, listeners, element } = shared("a");
    unbind();
    text.insert(1, "b");
    expect(element.value).toBe("a");
    expect(listeners.size).toBe(0);
  });

  it("shows the text, whatever both sides do", () => {
    const step = fc.record({ mine: fc.boolean(), typed: fc.constantFrom("x", "😀", "yz"), at: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { text, element, put } = shared("start");
        for (const { mine, typed, at } of steps) {
          // Only whole characters have a place: a caret cannot stand within a pair.
          const places = [0, ...[...text.toString()].map((_, i, all) => all.slice(0, i + 1).join("").length)];
          const index = places[at % places.length] ?? 0;
          if (mine) put(typed, index);
          else text.insert(index, typed);
          expect(element.value).toBe(text.toString());
        }
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});
