"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  type Inspection,
  isComplete,
  type Preview,
  type RecipeDraft,
  roleProblems,
  type Understanding,
} from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { ColumnRoles } from "./column-roles.tsx";
import { FilePicker } from "./file-picker.tsx";
import { ProblemList } from "./problem-list.tsx";
import { Questions, ReadingOptions } from "./reading-options.tsx";
import {
  postAndFollow,
  RequestFailed,
  sendFile,
  type Trouble,
  type UploadedFile,
  type UploadProgress,
} from "./requests.ts";
import { formatBytes } from "./words.ts";

// Its plots are needed only after a file was read.
const Understood = lazy(() => import("./understood.tsx").then((part) => ({ default: part.Understood })));

type Work =
  | { kind: "uploading"; progress: UploadProgress | null }
  | { kind: "understanding"; stage: string }
  | { kind: "storing"; stage: string }
  | null;

const UNEXPECTED: Trouble = {
  detail: "Something went wrong in this page. Your choices are kept here; try again.",
  problems: [],
  problemCount: 0,
};

/** File, columns, what was understood, accept: one page, on which nothing chosen is lost when something fails. */
export function AddData({ base, datasetNames }: { base: string; datasetNames: readonly string[] }) {
  const router = useRouter();
  const [upload, setUpload] = useState<UploadedFile | null>(null);
  const [inspection, setInspection] = useState<Inspection | null>(null);
  const [recipe, setRecipe] = useState<RecipeDraft | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isStale, setIsStale] = useState(false);
  const [name, setName] = useState("");
  const [work, setWork] = useState<Work>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function perform(task: (signal: AbortSignal) => Promise<void>) {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    setTrouble(null);
    try {
      await task(mine.signal);
    } catch (error) {
      if (mine.signal.aborted) return;
      setTrouble(error instanceof RequestFailed ? error.trouble : UNEXPECTED);
    } finally {
      if (controller.current === mine) setWork(null);
    }
  }

  const take = (file: File) =>
    perform(async (signal) => {
      setUpload(null);
      setInspection(null);
      setRecipe(null);
      setPreview(null);
      setWork({ kind: "uploading", progress: null });
      const sent = await sendFile(`${base}/uploads`, file, {
        signal,
        onProgress: (progress) => setWork({ kind: "uploading", progress }),
      });
      setUpload(sent);
      setName(
        (before) =>
          before || datasetNames[0] || file.name.replace(/(\.csv|\.txt|\.tsv)?(\.gz)?$/i, "").slice(0, 120),
      );
      await propose(sent.id, null, signal);
    });

  async function propose(uploadId: string, sheet: string | null, signal: AbortSignal) {
    setWork({ kind: "understanding", stage: "Opening the file" });
    const found = await postAndFollow<Understanding>(
      `${base}/understandings`,
      { uploadId, recipe: null, sheet },
      { signal, onStage: (stage) => setWork({ kind: "understanding", stage }) },
    );
    setInspection(found.inspection);
    setRecipe(found.inspection?.proposal ?? null);
    setPreview(found.preview);
    setIsStale(false);
  }

  const look = (draft: RecipeDraft) =>
    perform(async (signal) => {
      if (!upload) return;
      setWork({ kind: "understanding", stage: "Opening the file" });
      const found = await postAndFollow<Understanding>(
        `${base}/understandings`,
        { uploadId: upload.id, recipe: draft },
        { signal, onStage: (stage) => setWork({ kind: "understanding", stage }) },
      );
      setPreview(found.preview);
      setIsStale(false);
    });

  const accept = () =>
    perform(async (signal) => {
      if (!upload || !recipe) return;
      setWork({ kind: "storing", stage: "Opening the file" });
      const version = await postAndFollow<{ id: string }>(
        `${base}/versions`,
        { uploadId: upload.id, name, recipe },
        { signal, onStage: (stage) => setWork({ kind: "storing", stage }) },
      );
      router.push(`${base}/${version.id}`);
      router.refresh();
    });

  const change = (draft: RecipeDraft) => {
    if (upload && draft.sheet !== recipe?.sheet) {
      // Another sheet has other columns: it is looked at anew.
      void perform((signal) => propose(upload.id, draft.sheet, signal));
      return;
    }
    setRecipe(draft);
    setIsStale(true);
    // A small file is read again at once; a large one when the person asks.
    const isSmall = (inspection?.file.rows ?? 0) <= 300_000;
    if (isSmall && isComplete(draft)) void look(draft);
  };

  const isBusy = work !== null;
  const open = recipe ? roleProblems(recipe) : [];
  const ready =
    recipe !== null && isComplete(recipe) && !isStale && preview?.problemCount === 0 && preview.profile;
  return (
    <>
      <Section plain title="1. File">
        <FilePicker
          upload={upload}
          progress={work?.kind === "uploading" ? work.progress : null}
          isUploading={work?.kind === "uploading"}
          exampleUrl={`${base}/example`}
          disabled={work?.kind === "storing"}
          onFile={(file) => void take(file)}
          onCancel={() => {
            controller.current?.abort();
            setWork(null);
          }}
        />
        {inspection ? (
          <p className="text-secondary text-ink3 mt-2">
            {formatNumber(inspection.file.rows)} rows, {inspection.columns.length} columns,{" "}
            {inspection.file.encoding}, {formatBytes(inspection.file.sizeBytes)}. SHA-256{" "}
            {inspection.file.digest.slice(0, 12)}…
          </p>
        ) : null}
        {trouble ? (
          <div className="mt-3">
            <ProblemList
              trouble={trouble}
              title={inspection ? "That did not work" : "This file cannot be taken"}
            />
          </div>
        ) : null}
        {work && work.kind !== "uploading" && !inspection ? <Working stage={work.stage} /> : null}
      </Section>

      {inspection && recipe ? (
        <Section title="2. Columns" aside="Proposed from the data. Check each one.">
          <Questions questions={inspection.questions} recipe={recipe} disabled={isBusy} onChange={change} />
          <ColumnRoles
            columns={inspection.columns}
            recipe={recipe}
            disabled={work?.kind === "storing"}
            onChange={change}
          />
          <ReadingOptions recipe={recipe} disabled={work?.kind === "storing"} onChange={change} />
          {open.length > 0 ? (
            <Notice tone="stale" className="mt-4" title="The roles are not complete">
              {open.join(" ")}
            </Notice>
          ) : null}
        </Section>
      ) : null}

      {inspection && recipe ? (
        <Section title="3. What was understood">
          {work?.kind === "understanding" ? <Working stage={work.stage} /> : null}
          {isStale && !isBusy ? (
            <Notice
              tone="stale"
              title="The choices have changed"
              action={
                <Button disabled={!isComplete(recipe)} onClick={() => void look(recipe)}>
                  Read the file again
                </Button>
              }
            >
              {isComplete(recipe)
                ? "What stands below was read with the choices before."
                : "Answer what is open above first."}
            </Notice>
          ) : null}
          <div className={isStale || isBusy ? "opacity-60" : undefined} aria-busy={isBusy}>
            {preview && preview.problemCount > 0 ? (
              <ProblemList
                title="The file does not fit these roles"
                trouble={{ detail: "", problems: preview.problems, problemCount: preview.problemCount }}
              />
            ) : null}
            {preview?.profile && preview.summary ? (
              <Suspense fallback={<Working stage="Drawing what was read" />}>
                <Understood preview={preview} profile={preview.profile} summary={preview.summary} />
              </Suspense>
            ) : null}
            {!preview && !isBusy && !isStale ? (
              <p className="text-ink2">
                Choose what is not decided yet above; then the file is read and drawn here.
              </p>
            ) : null}
          </div>
        </Section>
      ) : null}

      {inspection && recipe ? (
        <Section title="4. Accept">
          <div className="flex flex-wrap items-end gap-4">
            <Field
              label="Dataset"
              hint="The same name adds a version to that dataset."
              className="w-80 max-md:w-full"
            >
              <Input
                value={name}
                maxLength={120}
                list="dataset-names"
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            <datalist id="dataset-names">
              {datasetNames.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
            <div className="pb-5 max-md:w-full max-md:*:w-full">
              <Button
                variant="primary"
                busy={work?.kind === "storing" ? "Storing" : null}
                disabled={!ready || name.trim() === "" || isBusy}
                onClick={() => void accept()}
              >
                Accept as a version
              </Button>
            </div>
          </div>
          {work?.kind === "storing" ? <Working stage={work.stage} /> : null}
          <p className="text-secondary text-ink3 max-w-[75ch]">
            A version never changes. The uploaded file is kept with it, byte for byte, and the choices above,
            so that it can be made again.
          </p>
        </Section>
      ) : null}
    </>
  );
}

function Working({ stage }: { stage: string }) {
  return (
    <p role="status" className="text-ink2 my-3">
      {stage}
    </p>
  );
}
