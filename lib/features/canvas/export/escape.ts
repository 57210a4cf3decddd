// What has a meaning wherever it stands: CommonMark's marks, GitHub's tables, strikes, formulas and mentions.
const ANYWHERE = /[\\`*_[\]<>&|~$@]/g;
// "https://…", "mailto:…" and ":smile:" become links and pictures by their colon, "www.…" by its point.
const COLON = /:(?=[A-Za-z/])/g;
const WWW = /(www)\./gi;
// At the start of a line: headings, lists, quotes, underlined headings.
const AT_START = /^([-+=#]|\d{1,9}(?=[.)]))/;

/** One line of Markdown that shows `text` as it was typed: nothing in it makes a heading, a list, a link or HTML. */
export function escapeText(text: string): string {
  return escapeLine(text.replace(/\s+/g, " "));
}

/** The same with the line breaks kept; `indent` begins every line but the first. */
export function escapeLines(text: string, indent: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(escapeLine)
    .filter((line) => line !== "")
    .join(`\\\n${indent}`);
}

function escapeLine(line: string): string {
  return line
    .trim()
    .replace(ANYWHERE, "\\$&")
    .replace(COLON, "\\:")
    .replace(WWW, "$1\\.")
    .replace(AT_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
