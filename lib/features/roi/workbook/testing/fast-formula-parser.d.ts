declare module "fast-formula-parser" {
  /** The part that tests use; the package has no types. */
  export default class FormulaParser {
    static FormulaError: { NUM: Error };
    constructor(options: {
      onCell: (ref: never) => unknown;
      onRange: (ref: never) => unknown;
      functions?: Record<string, (...args: never[]) => unknown>;
    });
    parse(formula: string, position: { sheet: string; row: number; col: number }): unknown;
  }
}
