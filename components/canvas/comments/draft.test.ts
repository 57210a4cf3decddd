import { describe, expect, it } from "vitest";
import { type Draft, type DraftStore, draftKey, emptyDraft, keepDraft, readDraft } from "./draft.ts";

function store(): DraftStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}
const KEY = draftKey({ projectId: "p", userId: "u" }, "new:decisions");
const draft: Draft = {
  text: "السؤال 👍🏽 <b>",
  picked: [{ userId: "a", name: "Mia" }],
  place: "field:decision",
  clientKey: "k",
};

describe("a draft", () => {
  it("comes back as it was, in the same place of the same person only", () => {
    const browser = store();
    expect(keepDraft(browser, KEY, draft)).toBe(true);
    expect(readDraft(browser, KEY)).toEqual(draft);
    expect(readDraft(browser, draftKey({ projectId: "p", userId: "v" }, "new:decisions"))).toBeNull();
    expect(readDraft(browser, draftKey({ projectId: "q", userId: "u" }, "new:decisions"))).toBeNull();
  });

  it("is forgotten when its text is gone", () => {
    const browser = store();
    keepDraft(browser, KEY, draft);
    keepDraft(browser, KEY, { ...draft, text: "" });
    expect(browser.kept.size).toBe(0);
    expect(emptyDraft(() => "id")).toEqual({ text: "", picked: [], place: "", clientKey: "id" });
  });

  it("is none where a browser is full or shut, and nothing fails", () => {
    const shut: DraftStore = {
      getItem: () => {
        throw new Error("SecurityError");
      },
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
      removeItem: () => {},
    };
    expect(keepDraft(shut, KEY, draft)).toBe(false);
    expect(readDraft(shut, KEY)).toBeNull();
  });

  it.each(["", "{", "null", "7", '{"text":7}', '{"text":"a","picked":[7],"place":"","clientKey":"k"}'])(
    "that says %j is none",
    (kept) => {
      const browser = store();
      browser.kept.set(KEY, kept);
      expect(readDraft(browser, KEY)).toBeNull();
    },
  );
});
