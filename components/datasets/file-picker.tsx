"use client";

import { type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { formatDuration } from "#lib/format/index.ts";
import type { UploadedFile, UploadProgress } from "./requests.ts";
import { formatBytes } from "./words.ts";

/** Choose or drop a file; while it is sent, how far, how fast, and a way to stop. */
export function FilePicker({
  upload,
  progress,
  isUploading,
  exampleUrl,
  disabled,
  onFile,
  onCancel,
}: {
  upload: UploadedFile | null;
  progress: UploadProgress | null;
  isUploading: boolean;
  exampleUrl: string;
  disabled: boolean;
  onFile: (file: File) => void;
  onCancel: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !disabled && !isUploading) onFile(file);
  };
  return (
    <section
      aria-label="Choose or drop a file"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        "border border-dashed border-control rounded-panel px-4 py-4 max-w-[48rem]",
        isOver && "bg-accent2 border-accent",
      )}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.xlsx,.gz,text/csv"
        aria-label="CSV file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      {isUploading ? (
        <div>
          <div className="flex items-center justify-between gap-3">
            <p role="status">{progress ? sendingWords(progress) : "Starting the upload"}</p>
            <Button size="small" onClick={onCancel}>
              Cancel the upload
            </Button>
          </div>
          <ProgressBar
            className="mt-2"
            label="Upload"
            value={progress && progress.total > 0 ? progress.sent / progress.total : 0}
          />
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            variant={upload ? "outline" : "primary"}
            disabled={disabled}
            onClick={() => input.current?.click()}
          >
            {upload ? "Choose another file" : "Choose a file"}
          </Button>
          {upload ? (
            <p className="[overflow-wrap:anywhere]">
              <span className="font-semibold">{upload.fileName}</span> arrived whole,{" "}
              {formatBytes(upload.sizeBytes)}.
            </p>
          ) : (
            <p className="text-ink2">
              or drop it here. CSV, TSV, Excel (XLSX), Parquet or JSON lines, also as .gz, up to 2 GB.{" "}
              <a className="link" href={exampleUrl} download>
                Download an example
              </a>
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function sendingWords(progress: UploadProgress): string {
  const { sent, total, bytesPerSecond } = progress;
  if (sent >= total) return "All bytes are sent; the server is storing them";
  const left = bytesPerSecond > 0 ? `, ${formatDuration(((total - sent) / bytesPerSecond) * 1000)} left` : "";
  return `${formatBytes(sent)} of ${formatBytes(total)}, ${formatBytes(bytesPerSecond)} a second${left}`;
}
