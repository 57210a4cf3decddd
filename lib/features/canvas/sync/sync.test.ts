import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editText } from "../document/edit.ts";
import { projectDocument } from "../document/project.ts";
import { textOf } from "../document/shape.ts";
import { OpenCanvas } from "../live/open-canvas.ts";
import { BehindError, RefusedError, type SaveState, type Transport } from "./state.ts";
import { startSync } from "./sync.ts";

/** What the real server does, without its database. `lose` decides for each call: the request, the answer, or nothing. */
function server() {
  const updates: { seq: number; bytes: Uint8Array; clientId: string }[] = [];
  let role: "editor" | "reader" = "editor";
  const transport = (lose: () => "request" | "answer" | null): Transport => ({
    pull: async (since) => {
      if (lose() !== null) throw new TypeError("network");
      const news = updates.filter((update) => update.seq > Number(since));
      const last = news.at(-1);
      return last
        ? { seq: String(last.seq), bytes: Y.mergeUpdates(news.map((update) => update.bytes)) }
        : null;
    },
    push: async ({ clientId, bytes }) => {
      const lost = lose();
      if (lost === "request") throw new TypeError("network");
      if (role === "reader") throw new RefusedError("Your role does not allow this.");
      const known = updates.find((update) => update.clientId === clientId);
      let seq = known?.seq ?? updates.length;
      if (!known) {
        try {
          const canvas = new OpenCanvas(updates.map((update) => update.bytes));
          if (canvas.apply({ bytes, authorId: "u" })) {
            seq = updates.length + 1;
            updates.push({ seq, bytes, clientId });
          }
        } catch (error) {
          const { code, message } = error as { code?: string; message: string };
          if (code === "conflict") throw new BehindError();
          if (code === "invalid_input") throw new RefusedError(message);
          throw error;
        }
      }
      if (lost === "answer") throw new TypeError("network");
      return { seq: String(seq) };
    },
  });
  const text = () => {
    const doc = new Y.Doc();
    for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
    return { doc, problem: textOf(doc, "value_proposition", "problem").toString() };
  };
  /** What the event stream tells of: some of what was stored, from one number to another. */
  const offer = (from: number, to: number) => {
    const news = updates.filter((update) => update.seq > from && update.seq <= to);
    return {
      from: String(from),
      to: String(to),
      bytes: to % 7 === 6 ? null : Y.mergeUpdates(news.map((update) => update.bytes)),
    };
  };
  return {
    updates,
    offer,
    transport,
    text,
    take: () => {
      role = "reader";
    },
    giveBack: () => {
      role = "editor";
    },
  };
}

/** A browser whose timers run when the test says so. */
function browser(id: number, transport: Transport) {
  const doc = new Y.Doc();
  doc.clientID = id;
  const states: SaveState[] = [];
  const timers = new Set<() => void>();
  let changes = 0;
  const sync = startSync({
    doc,
    transport,
    onState: (state) => states.push(state),
    newId: () => `client-${id}-${changes++}`,
    now: () => 1000,
    graceMs: 100,
    schedule: (work) => {
      timers.add(work);
      return () => timers.delete(work);
    },
  });
  return {
    doc,
    sync,
    states,
    problem: () => textOf(doc, "value_proposition", "problem").toString(),
    type: (mark: string, at: number) => {
      const text = textOf(doc, "value_proposition", "problem");
      const now = text.toString();
      const index = at % (now.length + 1);
      editText(text, now.slice(0, index) + mark + now.slice(index), index + 1);
    },
    tick: async () => {
      for (const work of [...timers]) {
        timers.delete(work);
        work();
      }
      await sync.idle();
    },
  };
}

const never = () => null;

describe("the synchronisation", () => {
  it("loses nothing and converges through lost requests, lost answers and retries", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            who: fc.constantFrom(0, 1),
            act: fc.constantFrom("type", "type", "tick", "pull", "offer", "offer"),
            at: fc.nat({ max: 50 }),
            span: fc.integer({ min: 1, max: 3 }),
          }),
          { maxLength: 50 },
        ),
        fc.array(fc.constantFrom("request" as const, "answer" as const, null, null), { maxLength: 60 }),
        async (steps, losses) => {
          const remote = server();
          const queue = [...losses];
          const lossy = remote.transport(() => queue.shift() ?? null);
          const people = [browser(1, lossy), browser(2, lossy)] as const;
          const typed = new Set<string>();
          for (const { who, act, at, span } of steps) {
            const person = people[who];
            if (act === "type") {
              const mark = String.fromCodePoint(0x4e00 + typed.size);
              typed.add(mark);
              person.type(mark, at);
            } else if (act === "pull") person.sync.pull();
            else if (act === "offer") {
              // Late, twice, with a hole before it or lost: the stream promises nothing.
              const to = remote.updates.length - (at % 3);
              if (to > 0) person.sync.offer(remote.offer(Math.max(0, to - span), to));
            } else await person.tick();
          }
          queue.length = 0;
          for (let round = 0; round < 3; round++) {
            for (const person of people) {
              person.sync.pull();
              await person.sync.idle();
              await person.tick();
            }
          }
          const stored = remote.text();
          expect([...stored.problem].sort()).toEqual([...typed].sort());
          for (const person of people) {
            expect(projectDocument(person.doc)).toEqual(projectDocument(stored.doc));
            expect(person.states.at(-1)).toMatchObject({ kind: "saved" });
          }
          const ids = remote.updates.map((update) => update.clientId);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });

  it("takes what is offered without asking, and asks for what lies in between after a moment", async () => {
    const remote = server();
    let asked = 0;
    const transport = remote.transport(never);
    const counting: Transport = {
      ...transport,
      pull: async (since) => {
        asked += 1;
        return transport.pull(since);
      },
    };
    const [reader, writer] = [browser(1, counting), browser(2, transport)];
    await Promise.all([reader.sync.idle(), writer.sync.idle()]);
    for (const mark of ["a", "b", "c"]) {
      writer.type(mark, writer.problem().length);
      await writer.tick();
    }
    reader.sync.offer(remote.offer(0, 1));
    reader.sync.hear("1");
    expect(reader.problem()).toBe("a");
    reader.sync.offer(remote.offer(2, 3));
    await reader.sync.idle();
    expect({ text: reader.problem(), asked }).toEqual({ text: "a", asked: 1 });
    await reader.tick();
    expect({ text: reader.problem(), asked }).toEqual({ text: "abc", asked: 2 });
    reader.sync.offer(remote.offer(1, 2));
    await reader.tick();
    expect({ text: reader.problem(), asked }).toEqual({ text: "abc", asked: 2 });
  });

  it("gathers typing, says saving, then saved", async () => {
    const remote = server();
    const person = browser(1, remote.transport(never));
    await person.sync.idle();
    person.type("a", 0);
    person.type("b", 1);
    expect(remote.updates).toHaveLength(0);
    expect(person.states.at(-1)).toEqual({ kind: "saving" });
    await person.tick();
    expect(remote.updates).toHaveLength(1);
    expect(person.states.at(-1)).toEqual({ kind: "saved", at: 1000 });
  });

  it("keeps the text while the server is away and sends it when it is back", async () => {
    const remote = server();
    let isAway = false;
    const person = browser(
      1,
      remote.transport(() => (isAway ? "request" : null)),
    );
    await person.sync.idle();
    isAway = true;
    person.type("a", 0);
    await person.tick();
    expect(person.states.at(-1)).toEqual({ kind: "offline" });
    person.type("b", 1);
    isAway = false;
    person.sync.flush();
    await person.sync.idle();
    expect(remote.text().problem).toBe("ab");
    expect(person.states.at(-1)).toMatchObject({ kind: "saved" });
  });

  it("stops and keeps the text when the role was taken", async () => {
    const remote = server();
    const person = browser(1, remote.transport(never));
    await person.sync.idle();
    remote.take();
    person.type("a", 0);
    await person.tick();
    expect(person.states.at(-1)).toEqual({ kind: "refused", reason: "Your role does not allow this." });
    expect(person.problem()).toBe("a");
    expect(remote.updates).toHaveLength(0);
  });

  it("saves what was refused once it is mended: a text too long is shortened, a role is given back", async () => {
    const remote = server();
    const person = browser(1, remote.transport(never));
    await person.sync.idle();
    person.type("x".repeat(20_001), 0);
    await person.tick();
    expect(person.states.at(-1)).toMatchObject({ kind: "refused" });
    const text = textOf(person.doc, "value_proposition", "problem");
    text.delete(5, text.length - 5);
    await person.tick();
    expect(remote.text().problem).toBe("xxxxx");
    expect(person.states.at(-1)).toMatchObject({ kind: "saved" });
    remote.take();
    person.type("a", 0);
    await person.tick();
    remote.giveBack();
    person.sync.flush();
    await person.sync.idle();
    expect(remote.text().problem).toBe("axxxxx");
  });

  it("goes on reading what others write while its own text is refused", async () => {
    const remote = server();
    const [reader, writer] = [browser(1, remote.transport(never)), browser(2, remote.transport(never))];
    await Promise.all([reader.sync.idle(), writer.sync.idle()]);
    reader.type("x".repeat(20_001), 0);
    await reader.tick();
    textOf(writer.doc, "value_proposition", "persona").insert(0, "planner");
    await writer.tick();
    reader.sync.pull();
    await reader.sync.idle();
    expect(textOf(reader.doc, "value_proposition", "persona").toString()).toBe("planner");
    expect(reader.states.at(-1)).toMatchObject({ kind: "refused" });
  });

  it("does not ask again and again when reading is refused", async () => {
    let asked = 0;
    const refusing: Transport = {
      pull: async () => {
        asked += 1;
        throw new RefusedError("You are signed out.");
      },
      push: async () => ({ seq: "1" }),
    };
    const person = browser(1, refusing);
    await person.sync.idle();
    expect(asked).toBe(1);
    expect(person.states.at(-1)).toEqual({ kind: "refused", reason: "You are signed out." });
  });

  it("sends everything when the server lost what a change rests on", async () => {
    const remote = server();
    const person = browser(1, remote.transport(never));
    await person.sync.idle();
    person.type("a", 0);
    await person.tick();
    remote.updates.length = 0;
    person.type("b", 1);
    await person.tick();
    await person.tick();
    expect(remote.text().problem).toBe("ab");
  });
});
