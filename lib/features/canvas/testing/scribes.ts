import * as Y from "yjs";
import { HIDDEN_COSTS } from "../blocks/index.ts";
import { addItem, editText, LOCAL, removeItem, setRegister } from "../document/edit.ts";
import { itemsOf, projectDocument } from "../document/project.ts";
import { registersOf, textOf } from "../document/shape.ts";
import { type SaveState, type Sync, startSync, type Transport } from "../sync/index.ts";

const TEXTS = [
  ["value_proposition", "problem"],
  ["decisions", "decision"],
  ["building_models", "scaling"],
] as const;
const ROWS_EACH = 8;
/** Each character is another one: from the first of the ideographs' extension B on, all are two UTF-16 units. */
const FIRST_MARK = 0x20000;

/** What was written by all scribes together and not taken back by its writer: what must be there in the end. */
export class Ledger {
  readonly marks = new Set<string>();
  readonly rows = new Set<string>();
  #given = 0;

  mark(): string {
    const mark = String.fromCodePoint(FIRST_MARK + this.#given++);
    this.marks.add(mark);
    return mark;
  }
}

/** How often a request is lost on its way, and an answer on its way back. */
export interface Weather {
  rng: () => number;
  lossRate: number;
  /** False lets everything through. */
  isStormy: boolean;
}

/** A transport on which requests and answers are lost, and nothing goes through while the scribe is offline. */
function lossy(transport: Transport, weather: Weather, isOffline: () => boolean): Transport {
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    const roll = weather.isStormy ? weather.rng() : 1;
    if ((weather.isStormy && isOffline()) || roll < weather.lossRate / 2) throw new TypeError("network");
    const answer = await work();
    if (roll < weather.lossRate) throw new TypeError("network");
    return answer;
  };
  return {
    pull: (since) => attempt(() => transport.pull(since)),
    push: (change) => attempt(() => transport.push(change)),
  };
}

export interface ScribeOptions {
  id: number;
  transport: Transport;
  weather: Weather;
  ledger: Ledger;
  newId: () => string;
}

/**
 * One person who edits at random: types, takes back what they typed, adds and removes rows, chooses values, loses the
 * connection, and closes the page and opens it again with what the browser has kept.
 */
export class Scribe {
  doc = new Y.Doc();
  sync: Sync;
  state: SaveState = { kind: "loading" };
  readonly #options: ScribeOptions;
  readonly #typed: { mark: string; text: (typeof TEXTS)[number] }[] = [];
  readonly #rows: string[] = [];
  #offlineFor = 0;

  constructor(options: ScribeOptions) {
    this.#options = options;
    this.sync = this.#open();
  }

  #open(): Sync {
    const { transport, weather, newId } = this.#options;
    return startSync({
      doc: this.doc,
      transport: lossy(transport, weather, () => this.#offlineFor > 0),
      onState: (state) => {
        this.state = state;
      },
      newId,
      now: () => Date.now(),
      schedule: (work, ms) => {
        // A retry that waits ten seconds would make the test long, not better.
        const timer = setTimeout(work, Math.min(ms, 300));
        return () => clearTimeout(timer);
      },
      batchMs: 10,
    });
  }

  /** The page is closed and opened again: what the browser has kept is merged after the first answer, or without one. */
  async reopen(): Promise<void> {
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.sync.stop();
    this.doc = new Y.Doc();
    this.sync = this.#open();
    await this.sync.idle();
    Y.applyUpdate(this.doc, kept, "browser");
  }

  async edit(): Promise<void> {
    const { weather, ledger } = this.#options;
    const { rng } = weather;
    if (this.#offlineFor > 0) {
      this.#offlineFor -= 1;
      if (this.#offlineFor === 0) this.sync.flush();
    } else if (rng() < 0.01) this.#offlineFor = 1 + Math.floor(rng() * 30);
    const roll = rng();
    if (roll < 0.005) return this.reopen();
    if (roll < 0.65) return this.#type();
    if (roll < 0.85) return this.#takeBack();
    if (roll < 0.95) return this.#changeRows(ledger);
    const registers = registersOf(this.doc, "offline_evaluation");
    return setRegister(registers, "costUnder", String(1 + Math.floor(rng() * 99)));
  }

  #type(): void {
    const { weather, ledger } = this.#options;
    const place = TEXTS[Math.floor(weather.rng() * TEXTS.length)] ?? TEXTS[0];
    const text = textOf(this.doc, place[0], place[1]);
    const now = text.toString();
    let index = Math.floor(weather.rng() * (now.length + 1));
    if (isLow(now.charCodeAt(index))) index -= 1;
    const count = 1 + Math.floor(weather.rng() * 3);
    const marks = Array.from({ length: count }, () => ledger.mark());
    for (const mark of marks) this.#typed.push({ mark, text: place });
    const typed = marks.join("");
    editText(text, now.slice(0, index) + typed + now.slice(index), index + typed.length);
  }

  #takeBack(): void {
    const { weather, ledger } = this.#options;
    const [taken] = this.#typed.splice(Math.floor(weather.rng() * this.#typed.length), 1);
    if (!taken) return;
    const text = textOf(this.doc, taken.text[0], taken.text[1]);
    const index = text.toString().indexOf(taken.mark);
    this.doc.transact(() => text.delete(index, taken.mark.length), LOCAL);
    ledger.marks.delete(taken.mark);
  }

  #changeRows(ledger: Ledger): void {
    const [id] = this.#rows.length >= ROWS_EACH ? this.#rows.splice(0, 1) : [];
    if (id !== undefined) {
      removeItem(this.doc, { block: "decisions", list: HIDDEN_COSTS.key, id });
      ledger.rows.delete(id);
      return;
    }
    const added = `row-${this.#options.id}-${this.#options.newId()}`;
    addItem(this.doc, {
      block: "decisions",
      list: HIDDEN_COSTS,
      id: added,
      cells: { label: added, amount: 1 },
    });
    this.#rows.push(added);
    ledger.rows.add(added);
  }

  /** Asks and sends until nothing is left; call it when the weather is fair. */
  async settle(): Promise<void> {
    this.#offlineFor = 0;
    const until = Date.now() + 60_000;
    for (;;) {
      this.sync.pull();
      this.sync.flush();
      await this.sync.idle();
      if (this.state.kind === "saved") return;
      if (Date.now() > until) throw new Error(`Nothing was saved: ${JSON.stringify(this.state)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

export interface Losses {
  /** Characters and rows that somebody wrote and nobody took back, and that are not stored. */
  lost: number;
  /** Those that are stored twice, or were taken back and are there. */
  surplus: number;
  /** Scribes whose canvas says something else than the stored one. */
  diverged: number;
}

/** Compares what is stored with what was written, and with what each scribe holds. */
export function compare(stored: Y.Doc, ledger: Ledger, scribes: readonly Scribe[]): Losses {
  const marks = TEXTS.flatMap(([block, field]) => [...textOf(stored, block, field).toString()]).filter(
    (letter) => (letter.codePointAt(0) ?? 0) >= FIRST_MARK,
  );
  const rows = itemsOf(stored, "decisions", HIDDEN_COSTS.key)
    .map((row) => String(row.get("id")))
    .filter((id) => id.startsWith("row-"));
  const missing = (wanted: ReadonlySet<string>, found: readonly string[]) => {
    const there = new Set(found);
    return [...wanted].filter((one) => !there.has(one)).length;
  };
  const extra = (wanted: ReadonlySet<string>, found: readonly string[]) =>
    found.length - [...wanted].length + missing(wanted, found);
  const whole = JSON.stringify([projectDocument(stored), textsOf(stored)]);
  return {
    lost: missing(ledger.marks, marks) + missing(ledger.rows, rows),
    surplus: extra(ledger.marks, marks) + extra(ledger.rows, rows),
    diverged: scribes.filter(({ doc }) => JSON.stringify([projectDocument(doc), textsOf(doc)]) !== whole)
      .length,
  };
}

const textsOf = (doc: Y.Doc) => TEXTS.map(([block, field]) => textOf(doc, block, field).toString());
