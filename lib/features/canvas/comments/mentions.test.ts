import { describe, expect, it } from "vitest";
import {
  insertMention,
  mentionAt,
  mentionedIn,
  peopleFor,
  readable,
  segmentsOf,
  withMentions,
} from "./mentions.ts";

const MIA = { userId: "019abc00-0000-7000-8000-000000000001", name: "Mia" };
const MIA_OWNER = { userId: "019abc00-0000-7000-8000-000000000002", name: "Mia Owner" };
const LEILA = { userId: "019abc00-0000-7000-8000-000000000003", name: "ليلى حداد" };
const ZOE = { userId: "019abc00-0000-7000-8000-000000000004", name: "Zoë-Ann O'Neil" };
const TWIN = { userId: "019abc00-0000-7000-8000-000000000005", name: "Mia Owner" };
const PEOPLE = [MIA, MIA_OWNER, LEILA, ZOE];
const names = Object.fromEntries(PEOPLE.map(({ userId, name }) => [userId, name]));
const token = ({ userId }: { userId: string }) => `<@${userId}>`;

describe("what was typed", () => {
  it.each([
    ["@Mia Owner, look", `${token(MIA_OWNER)}, look`],
    ["@Mia: look", `${token(MIA)}: look`],
    ["ask @ليلى حداد.", `ask ${token(LEILA)}.`],
    ["(@Zoë-Ann O'Neil)", `(${token(ZOE)})`],
    ["🙂@Mia🙂", `🙂${token(MIA)}🙂`],
    ["@Mia@Mia Owner", `${token(MIA)}${token(MIA_OWNER)}`],
    ["mia@Mia", "mia@Mia"],
    ["@Miaow", "@Miaow"],
    ["@mia", "@mia"],
    ["@", "@"],
    ["@@", "@@"],
    ["", ""],
  ])("%j is sent as %j", (typed, sent) => {
    expect(withMentions(typed, PEOPLE)).toBe(sent);
  });

  it("comes back as it was typed", () => {
    const typed = "@Mia Owner and @ليلى حداد: see @nobody\n@Mia";
    expect(readable(withMentions(typed, PEOPLE), names)).toBe(typed);
  });

  it("means of two people with one name the one that was chosen, and nobody without a choice", () => {
    const people = [MIA_OWNER, TWIN];
    expect(withMentions("@Mia Owner", people)).toBe("@Mia Owner");
    expect(withMentions("@Mia Owner", people, new Set([TWIN.userId]))).toBe(token(TWIN));
  });

  it("takes a megabyte without ado", () => {
    const long = "@ a".repeat(350_000);
    expect(withMentions(long, PEOPLE)).toBe(long);
  });
});

describe("a stored text", () => {
  it("is shown in stretches; who is not known by name has left", () => {
    const text = `a ${token(MIA)}${token(TWIN)} b`;
    expect(segmentsOf(text, names)).toEqual([
      { text: "a " },
      { text: "@Mia", userId: MIA.userId },
      { text: "@somebody who has left", userId: TWIN.userId },
      { text: " b" },
    ]);
    expect(mentionedIn(text + token(MIA))).toEqual([MIA.userId, TWIN.userId]);
  });

  it.each(["<@>", "<@019abc00>", "<script>alert(1)</script>", "<@javascript:alert(1)>", "[x](javascript:1)"])(
    "%j mentions nobody and stays text",
    (text) => {
      expect(mentionedIn(text)).toEqual([]);
      expect(segmentsOf(text, names)).toEqual([{ text }]);
    },
  );
});

describe("the list that opens while one types", () => {
  it.each([
    ["ask @mi", { from: 4, query: "mi" }],
    ["@Mia Ow", { from: 0, query: "Mia Ow" }],
    ["@", { from: 0, query: "" }],
    ["mail mia@shop", null],
    ["@Mia said that", null],
    ["@ later", null],
    ["@Mia\nnext", null],
    ["nothing", null],
  ])("after %j looks for %j", (typed, found) => {
    expect(mentionAt(typed, typed.length)).toEqual(found);
  });

  it("finds by any word of the name, without accents and case", () => {
    expect(peopleFor("owner", PEOPLE)).toEqual([MIA_OWNER]);
    expect(peopleFor("zoe", PEOPLE)).toEqual([ZOE]);
    expect(peopleFor("حداد", PEOPLE)).toEqual([LEILA]);
    expect(peopleFor("mia", PEOPLE)).toEqual([MIA, MIA_OWNER]);
    expect(peopleFor("x", PEOPLE)).toEqual([]);
    expect(peopleFor("", PEOPLE, 2)).toEqual([MIA, MIA_OWNER]);
  });

  it("puts the name in the place of what was typed, with one space after", () => {
    expect(insertMention("ask @mi about it", { from: 4, caret: 7 }, MIA_OWNER)).toEqual({
      text: "ask @Mia Owner about it",
      caret: 15,
    });
  });
});
