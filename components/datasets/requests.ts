import type { DataProblem, StreamLine } from "#lib/features/datasets/index.ts";

/** What went wrong, as the server said it, with rows and columns where it is about data. */
export interface Trouble {
  detail: string;
  problems: DataProblem[];
  problemCount: number;
}

export class RequestFailed extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.detail);
    this.trouble = trouble;
  }
}

const UNREACHABLE =
  "The server cannot be reached. Check the connection and try again; your choices are kept here.";

function failed(detail: string): RequestFailed {
  return new RequestFailed({ detail, problems: [], problemCount: 0 });
}

/** Posts JSON and follows the answer line by line: stages while it works, then the result. */
export async function postAndFollow<T>(
  url: string,
  input: unknown,
  options: { signal: AbortSignal; onStage: (stage: string, share?: number) => void },
): Promise<T> {
  const { signal, onStage } = options;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw failed(UNREACHABLE);
  });
  if (!response.ok || !response.body) {
    const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
    throw failed(problem?.detail ?? `The server answered ${response.status}.`);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw failed(UNREACHABLE);
    });
    if (done) throw failed("The answer ended too early. Try again.");
    text += value;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const line = JSON.parse(text.slice(0, end)) as StreamLine<T>;
      text = text.slice(end + 1);
      if ("done" in line) return line.done;
      if ("stage" in line) onStage(line.stage, line.share);
      else {
        throw new RequestFailed({
          detail: line.problem.detail,
          problems: line.problems,
          problemCount: line.problemCount,
        });
      }
    }
  }
}

export interface UploadProgress {
  sent: number;
  total: number;
  bytesPerSecond: number;
}

export interface UploadedFile {
  id: string;
  fileName: string;
  sizeBytes: number;
  digest: string;
}

/** Sends a file as the body itself. XMLHttpRequest, because fetch tells no progress of what is sent. */
export function sendFile(
  url: string,
  file: File,
  options: { signal: AbortSignal; onProgress: (progress: UploadProgress) => void },
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const started = performance.now();
    request.open("POST", `${url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-size", String(file.size));
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      const seconds = Math.max(0.05, (performance.now() - started) / 1000);
      options.onProgress({ sent: event.loaded, total: file.size, bytesPerSecond: event.loaded / seconds });
    };
    request.onload = () => {
      const answer = request.response as (UploadedFile & { detail?: string }) | null;
      if (request.status === 201 && answer) resolve(answer);
      else reject(failed(answer?.detail ?? `The server answered ${request.status}.`));
    };
    request.onerror = () => reject(failed(`The upload broke off. Nothing was stored. ${UNREACHABLE}`));
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Has the server fetch a file from an address of the public internet. */
export async function fetchFrom(
  url: string,
  wish: object,
  options: { signal: AbortSignal },
): Promise<UploadedFile> {
  const { signal } = options;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw failed(UNREACHABLE);
  });
  const answer = (await response.json().catch(() => null)) as (UploadedFile & { detail?: string }) | null;
  if (response.status === 201 && answer) return answer;
  throw failed(answer?.detail ?? `The server answered ${response.status}.`);
}
