import { z } from "zod";
import type { UploadView } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../iso.ts";

export const UploadSchema = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    sizeBytes: z.int().meta({ description: "Of the whole file." }),
    offset: z.int().meta({
      description:
        "How many bytes have arrived, and so where the next ones belong. Also in the header `Upload-Offset`.",
    }),
    status: z.enum(["receiving", "received", "failed"]).meta({
      description:
        "`received` once the file is whole and can be read; `failed` when what arrived was not the file that was declared.",
    }),
    sha256: z.string().nullable().meta({ description: "Of the whole, once it is there." }),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When it is forgotten if nothing is added. Null once the file is whole." }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Upload" });

export function toUpload(view: UploadView): z.input<typeof UploadSchema> {
  return { ...view, expiresAt: isoOrNull(view.expiresAt), createdAt: iso(view.createdAt) };
}

/** Where the upload stands, as tus has it: a client that asks by HEAD needs nothing else. */
export function uploadHeaders(view: UploadView): Record<string, string> {
  return { "upload-offset": String(view.offset), "upload-length": String(view.sizeBytes) };
}

export const UPLOAD_HEADERS = {
  "Upload-Offset": "How many bytes have arrived.",
  "Upload-Length": "How many bytes the whole file has.",
};

export const EXAMPLE_UPLOAD = {
  id: EXAMPLE.upload,
  fileName: "sales.csv",
  sizeBytes: 1_840_221,
  offset: 0,
  status: "receiving" as const,
  sha256: null,
  expiresAt: "2026-11-25T08:30:00.000Z",
  createdAt: "2026-11-24T08:30:00.000Z",
};
