import { SaxesParser } from "saxes";
import { DataRefused } from "../../problems.ts";

export interface XmlHandlers {
  /** Local name, without a prefix, and attributes by their full names. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Follows XML as it comes, one chunk in memory, and yields after each chunk so that what was gathered can be taken away.
 * Entities of a document's own are never expanded. @throws DataRefused when it is not well-formed.
 */
export async function* followXml(
  bytes: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  let failure: Error | null = null;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", (tag) => handlers.open?.(local(tag.name), tag.attributes));
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("closetag", (tag) => handlers.close?.(local(tag.name)));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of bytes) {
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failure) break;
      yield;
    }
    if (!failure) parser.write(decoder.decode()).close();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    failure = error;
  }
  if (!failure) return yield;
  throw new DataRefused([
    { row: null, column: null, message: "The workbook holds damaged XML. Save it again, or as CSV (UTF-8)." },
  ]);
}

export async function readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of followXml(bytes, handlers)) {
    // Everything is gathered by the handlers.
  }
}
