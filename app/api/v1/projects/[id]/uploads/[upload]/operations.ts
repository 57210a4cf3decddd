import { z } from "zod";
import { abortUpload, appendToUpload, getUpload } from "#lib/features/datasets/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { bodyChunks, declaredLength } from "#lib/platform/http.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../../_serve/operation.ts";
import { EXAMPLE_UPLOAD, toUpload, UPLOAD_HEADERS, UploadSchema, uploadHeaders } from "../shape.ts";

const params = z.strictObject({ upload: z.uuid() });
const path = "/projects/{id}/uploads/{upload}";

const readUpload = defineOperation({
  id: "getUpload",
  method: "GET",
  path,
  tag: "Data",
  summary: "Ask where an upload stands",
  description: "HEAD answers the same in its headers alone.",
  right: "read",
  params,
  response: UploadSchema,
  responseHeaders: UPLOAD_HEADERS,
  example: { params: { upload: EXAMPLE.upload }, answer: EXAMPLE_UPLOAD },
  handle: async ({ actor, params: { upload } }) => {
    const view = await getUpload(actor, upload);
    return new Reply(toUpload(view), { headers: uploadHeaders(view) });
  },
});

const OffsetSchema = z
  .string({
    error: "Send the header Upload-Offset: how many bytes are there already, as the last answer said.",
  })
  .regex(/^(0|[1-9]\d{0,14})$/, "The header Upload-Offset must be a whole number of bytes.");

const appendUpload = defineOperation({
  id: "appendToUpload",
  method: "PATCH",
  path,
  tag: "Data",
  summary: "Add bytes to a resumable upload",
  description:
    "Works like tus: send the bytes that begin at `Upload-Offset`. When the line is cut, every whole MiB that arrived is kept: ask by HEAD where it stands and go on from there. At another offset than the true one the answer is 409, with the true one as `offset`. The last byte finishes the upload: its SHA-256 is computed and compared with the declared one. An empty request at the end finishes it too, should the first answer have been lost.",
  right: "edit_data_and_runs",
  params,
  requestHeaders: {
    "Upload-Offset": {
      description: "Where these bytes begin.",
      required: true,
      schema: OffsetSchema,
    },
  },
  rawBody: {
    types: ["application/offset+octet-stream", "application/octet-stream"],
    description: "The bytes from `Upload-Offset` on; as many as you like, but not past the file's end.",
    example: "unique_id,ds,y\nspaghetti,2026-01-01,12\n",
  },
  response: UploadSchema,
  responseHeaders: UPLOAD_HEADERS,
  errors: ["conflict", "data_refused", "too_large"],
  example: {
    params: { upload: EXAMPLE.upload },
    headers: { "Upload-Offset": "0" },
    answer: { ...EXAMPLE_UPLOAD, offset: 40 },
  },
  handle: async ({ actor, params: { upload }, request }) => {
    const view = await appendToUpload(actor, {
      id: upload,
      offset: offsetOf(request),
      contentLength: declaredLength(request, "content-length"),
      chunks: bodyChunks(request),
    });
    return new Reply(toUpload(view), { headers: uploadHeaders(view) });
  },
});

function offsetOf(request: Request): number {
  const result = OffsetSchema.safeParse(request.headers.get("upload-offset") ?? undefined);
  if (result.success) return Number(result.data);
  const detail = result.error.issues[0]?.message ?? "The header Upload-Offset is not as expected.";
  throw new AppError("invalid_input", { detail, fields: { "Upload-Offset": detail } });
}

const deleteUpload = defineOperation({
  id: "deleteUpload",
  method: "DELETE",
  path,
  tag: "Data",
  summary: "Give up an upload",
  description:
    "What has arrived so far is dropped. A file that has arrived whole is kept: the answer is 409.",
  right: "edit_data_and_runs",
  params,
  otherAnswers: { 204: { description: "The upload is forgotten.", content: {} } },
  errors: ["conflict"],
  example: { params: { upload: EXAMPLE.upload } },
  handle: async ({ actor, params: { upload } }) => {
    await abortUpload(actor, upload);
    return new Response(null, { status: 204 });
  },
});

export const operations = [readUpload, appendUpload, deleteUpload];
