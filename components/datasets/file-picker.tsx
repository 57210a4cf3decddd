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
  uploads,
  progress,
  isUploading,
  exampleUrl,
  disabled,
  onFiles,
  onCancel,
}: {
  uploads: readonly UploadedFile[];
  progress: UploadProgress | null;
  isUploading: boolean;
  exampleUrl: string;
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
  onCancel: () => void;
}) {
  const [first] = uploads;
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0 && !disabled && !isUploading) onFiles(files);
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
        multiple
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.xlsx,.gz,text/csv"
        aria-label="Data file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
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
            variant={first ? "outline" : "primary"}
            disabled={disabled}
            onClick={() => input.current?.click()}
          >
            {first ? "Choose other files" : "Choose a file"}
          </Button>
          {first ? (
            <p className="[overflow-wrap:anywhere]">
              <span className="font-semibold">{first.fileName}</span>
              {uploads.length > 1 ? ` and ${uploads.length - 1} more` : ""} arrived whole,{" "}
              {formatBytes(uploads.reduce((sum, upload) => sum + upload.sizeBytes, 0))}.
            </p>
          ) : (
            <p className="text-ink2">
              or drop it here, several of the same columns too. CSV, TSV, Excel (XLSX), Parquet or JSON lines,
              also as .gz, up to 2 GB.{" "}
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
