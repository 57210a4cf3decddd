export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

/**
 * A value as YAML 1.2 in block style. Every text is quoted as JSON quotes it, which YAML reads the same: no text becomes a
 * date, a number, a yes or a directive. Keys are plain words of the standard. What is undefined is left out.
 */
export function toYaml(value: YamlValue): string {
  return `${lines(value).join("\n")}\n`;
}

function lines(value: YamlValue): string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return ["[]"];
    return value.flatMap((item: YamlValue) =>
      lines(item).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)),
    );
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    if (entries.length === 0) return ["{}"];
    return entries.flatMap(([key, each]) => {
      const own = lines(each);
      const isBlock = typeof each === "object" && each !== null && own[0] !== "[]" && own[0] !== "{}";
      return isBlock ? [`${key}:`, ...own.map((line) => `  ${line}`)] : [`${key}: ${own[0]}`];
    });
  }
  // U+0085, U+2028 and U+2029 end lines in YAML; JSON leaves them as they are.
  if (typeof value === "string")
    return [JSON.stringify(value).replace(/[\u0085\u2028\u2029\ufeff]/g, escaped)];
  return [String(value)];
}

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
