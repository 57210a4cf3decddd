import { openApiDocument } from "../_serve/document.ts";
import { serveOpen } from "../_serve/serve.ts";
import { OPERATIONS } from "../operations.ts";

let text: string | undefined;

/** The description of the whole interface. It tells nothing of anybody, so it asks for no key. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveOpen(() => {
  text ??= JSON.stringify(openApiDocument(OPERATIONS));
  return new Response(text, {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
});
