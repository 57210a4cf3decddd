/** What the fields of `StartChoices` say, as the server takes it; null for a blank canvas. */
export async function sourceOf(form: FormData): Promise<Record<string, string> | null> {
  const start = String(form.get("start") ?? "blank");
  if (start === "blank") return null;
  if (start === "project") return { kind: "project", projectId: String(form.get("startProject") ?? "") };
  if (start === "file") {
    const file = form.get("startFile");
    return { kind: "file", file: file instanceof Blob ? await file.text() : "" };
  }
  return { kind: "template", key: start.replace(/^template:/, "") };
}
