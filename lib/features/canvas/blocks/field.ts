/** What one field of a block is. The form, the projection, the poster and the export all read this one description. */
interface FieldBase {
  key: string;
  /** In the form. */
  label: string;
  /** On the poster, where there is room for one or two words; the label otherwise. */
  short?: string;
  help?: string;
  /** Shown in grey while the field is empty. */
  example?: string;
}

export interface TextField extends FieldBase {
  kind: "text" | "longtext";
  maxLength: number;
}

export interface NumberField extends FieldBase {
  kind: "number";
  above?: number;
  below?: number;
  min?: number;
  max?: number;
  integer?: true;
  /** "currency" stands for the project's own. */
  unit?: "currency" | "currency a year" | "steps" | "folds";
}

export interface ChoiceField extends FieldBase {
  kind: "choice";
  options: readonly { value: string; label: string }[];
}

export type CellField = TextField | NumberField | ChoiceField;

export interface ListField extends FieldBase {
  kind: "list";
  /** One row in words: "source". */
  itemName: string;
  maxItems: number;
  columns: readonly CellField[];
  /** Keys of the columns that the poster has room for. */
  onPoster: readonly string[];
}

export type Field = CellField | ListField;

export interface Block<K extends string = string> {
  key: K;
  title: string;
  /** The questions that this block answers; shown while it is empty. */
  prompt: string;
  fields: readonly Field[];
}

type Described<F extends FieldBase> = Omit<F, "kind" | "maxLength">;

export const text = (field: Described<TextField>): TextField => ({ ...field, kind: "text", maxLength: 300 });
export const longText = (field: Described<TextField>): TextField => ({
  ...field,
  kind: "longtext",
  maxLength: 4000,
});
export const number = (field: Omit<NumberField, "kind">): NumberField => ({ ...field, kind: "number" });
export const choice = (field: Omit<ChoiceField, "kind">): ChoiceField => ({ ...field, kind: "choice" });
export const list = (field: Omit<ListField, "kind" | "maxItems">): ListField => ({
  ...field,
  kind: "list",
  maxItems: 200,
});
