import { exportRoiWorkbook, XLSX_TYPE } from "#lib/features/roi/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const exportRoi = defineOperation({
  id: "exportRoiWorkbook",
  method: "GET",
  path: "/projects/{id}/roi/workbook",
  tag: "Money",
  summary: "Get the business cases as a workbook",
  description:
    "XLSX with a sheet a case, its inputs as numbers and all else as formulas, which give the same figures in a spreadsheet program. What people typed is text there and never a formula.",
  right: "read",
  otherAnswers: { 200: { description: "The file.", content: { [XLSX_TYPE]: "PK" } } },
  example: {},
  handle: async ({ actor }) => {
    const file = await exportRoiWorkbook(actor);
    return new Response(file.bytes, {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "x-content-type-options": "nosniff",
      },
    });
  },
});

export const operations = [exportRoi];
