import { z } from "zod";
import {
  FetchSchema,
  getUpload,
  OpenUploadSchema,
  openUpload,
  receiveFromAddress,
  receiveUpload,
} from "#lib/features/datasets/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { bodyChunks, declaredLength } from "#lib/platform/http.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { EXAMPLE_UPLOAD, toUpload, UPLOAD_HEADERS, UploadSchema, uploadHeaders } from "./shape.ts";

const createUpload = defineOperation({
  id: "createUpload",
  method: "POST",
  path: "/projects/{id}/uploads",
  tag: "Data",
  summary: "Upload a file, at once or resumably",
  description:
    "With JSON: opens a resumable upload; its bytes follow by PATCH to the address in `Location`, in as many requests as you like. It is kept for 24 hours after the last byte. With any other body: the file itself, in one request, named by `?name=`; it is stored whole or not at all. With `?url=` and no body: the file of that address on the public internet, fetched here over HTTPS. A file is CSV, TSV, JSON lines, Parquet or an Excel workbook (XLSX), plain or compressed with gzip, of at most 2 GB; its first bytes tell which, not its name.",
  right: "edit_data_and_runs",
  query: z.strictObject({
    name: z
      .string()
      .optional()
      .meta({ description: "The file's name, for a file that is sent as the body itself." }),
    url: FetchSchema.shape.url.optional().meta({
      description: "An https address of the public internet that gives the file to anyone.",
    }),
  }),
  body: OpenUploadSchema,
  rawBody: {
    types: ["text/csv", "application/x-ndjson", "application/gzip", "application/octet-stream"],
    description: "The file itself, or JSON that opens a resumable upload.",
    example: "unique_id,ds,y\nspaghetti,2026-01-01,12\n",
  },
  status: 201,
  response: UploadSchema,
  responseHeaders: { Location: "The address of the upload here.", ...UPLOAD_HEADERS },
  errors: ["data_refused"],
  example: {
    body: { fileName: "sales.csv", sizeBytes: 1_840_221, sha256: null },
    answer: EXAMPLE_UPLOAD,
  },
  handle: async ({ actor, body, query, request }) => {
    const upload = body
      ? await openUpload(actor, body)
      : query.url === undefined
        ? await receiveWhole()
        : await receiveFetched(query.url);
    return new Reply(toUpload(upload), {
      headers: {
        location: `/api/v1/projects/${actor.projectId}/uploads/${upload.id}`,
        ...uploadHeaders(upload),
      },
    });

    async function receiveFetched(url: string) {
      const { id } = await receiveFromAddress(actor, { url }, { signal: request.signal });
      return getUpload(actor, id);
    }

    async function receiveWhole() {
      const { name } = query;
      if (name === undefined) {
        throw new AppError("invalid_input", {
          detail: "Name the file: add ?name=sales.csv to the address.",
          fields: { name: "is missing" },
        });
      }
      const { id } = await receiveUpload(actor, {
        fileName: name,
        declaredBytes: declaredLength(request, "content-length"),
        chunks: bodyChunks(request),
      });
      return getUpload(actor, id);
    }
  },
});

export const operations = [createUpload];
