import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openApiDocument } from "../document.ts";
import type { Operation } from "../operation.ts";

type Document = Record<string, unknown>;

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** Judges answers by the OpenAPI document, as a client that is made from it would. */
export function judgeOf(operations: readonly Operation[]) {
  const document = JSON.parse(JSON.stringify(openApiDocument(operations))) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "document" });

  const at = (pointer: string): unknown =>
    pointer
      .split("/")
      .slice(1)
      .reduce<unknown>(
        (value, part) => (value as Document | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")],
        document,
      );
  const resolved = (pointer: string): string => {
    const { $ref } = (at(pointer) ?? {}) as { $ref?: string };
    return $ref?.startsWith("#") ? $ref.slice(1) : pointer;
  };
  /** What is wrong with a value by the schema at this place; null when nothing is. */
  const misfit = (pointer: string, value: unknown): string | null => {
    const validate = ajv.getSchema(`document#${pointer}`) ?? ajv.compile({ $ref: `document#${pointer}` });
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };
  const operationAt = ({ path, method }: Operation) => `/paths/${escaped(path)}/${method.toLowerCase()}`;

  /** What an answer has that the document does not promise; empty when it is as promised. */
  const complaints = (operation: Operation, response: Response, text: string): string[] => {
    const place = `${operationAt(operation)}/responses/${response.status}`;
    if (at(place) === undefined) return [`status ${response.status} is not declared: ${text.slice(0, 300)}`];
    const { content } = at(resolved(place)) as { content?: Document };
    if (content === undefined) return text === "" ? [] : ["a body where none is declared"];
    const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
    if (!(type in content)) return [`content type ${type} is not declared for ${response.status}`];
    const schema = `${resolved(place)}/content/${escaped(type)}/schema`;
    if (at(schema) === undefined) return [];
    const misfitting = misfit(schema, JSON.parse(text));
    return misfitting === null ? [] : [misfitting];
  };
  return { document, at, operationAt, misfit, complaints };
}
