"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type Inspection,
  isComplete,
  type Preview,
  type RecipeDraft,
  roleProblems,
  type Understanding,
} from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { FilePicker } from "./file-picker.tsx";
import { ProblemList } from "./problem-list.tsx";
import { Questions } from "./questions.tsx";
import {
  fetchFrom,
  postAndFollow,
  RequestFailed,
  sendFile,
  type Trouble,
  type UploadedFile,
  type UploadProgress,
} from "./requests.ts";
import { formatBytes } from "./words.ts";
import { Working } from "./working.tsx";

// Its plots are needed only after a file was read.
const Understood = lazy(() => import("./understood.tsx").then((part) => ({ default: part.Understood })));

// Chosen from only then, too.
const ColumnRoles = lazy(() => import("./column-roles.tsx").then((part) => ({ default: part.ColumnRoles })));
const ReadingOptions = lazy(() =>
  import("./reading-options.tsx").then((part) => ({ default: part.ReadingOptions })),
);

const OtherSources = lazy(() =>
  import("./other-sources.tsx").then((part) => ({ default: part.OtherSources })),
);

type Work =
  | { kind: "uploading"; progress: UploadProgress | null }
  | { kind: "fetching" }
  | { kind: "understanding"; stage: string; share?: number | undefined }
  | { kind: "storing"; stage: string; share?: number | undefined }
  | null;

const UNEXPECTED: Trouble = {
  detail: "Something went wrong in this page. Your choices are kept here; try again.",
  problems: [],
  problemCount: 0,
};

/** File, columns, what was understood, accept: one page, on which nothing chosen is lost when something fails. */
export function AddData({
  base,
  datasets,
}: {
  base: string;
  /** The newest version of each dataset, newest first. */
  datasets: readonly { id: string; name: string; number: number }[];
}) {
  const router = useRouter();
  const [uploads, setUploads] = useState<readonly UploadedFile[]>([]);
  const [appendTo, setAppendTo] = useState<string | null>(null);
  const [inspection, setInspection] = useState<Inspection | null>(null);
  const [recipe, setRecipe] = useState<RecipeDraft | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isStale, setIsStale] = useState(false);
  const [name, setName] = useState("");
  const [work, setWork] = useState<Work>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const controller = useRef<AbortController | null>(null);
  // What is typed into a form before the page hears it would be lost: these fields come when it does.
  const [isListening, setIsListening] = useState(false);
  useEffect(() => {
    setIsListening(true);
    return () => controller.current?.abort();
  }, []);

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

  const clear = () => {
    setUploads([]);
    setInspection(null);
    setRecipe(null);
    setPreview(null);
  };

  const begin = async (sent: readonly UploadedFile[], signal: AbortSignal) => {
    setUploads(sent);
    const first = sent[0]?.fileName ?? "";
    setName((before) => before || first.replace(/(\.\w{2,8})?(\.gz)?$/i, "").slice(0, 120));
    await propose({ uploads: sent, sheet: null, appendTo }, signal);
  };

  const take = (files: readonly File[]) =>
    perform(async (signal) => {
      clear();
      setWork({ kind: "uploading", progress: null });
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const sent: UploadedFile[] = [];
      let before = 0;
      for (const file of files) {
        const done = before;
        sent.push(
          await sendFile(`${base}/uploads`, file, {
            signal,
            onProgress: (progress) =>
              setWork({ kind: "uploading", progress: { ...progress, sent: done + progress.sent, total } }),
          }),
        );
        before += file.size;
      }
      await begin(sent, signal);
    });

  const takeFrom = (wish: object) =>
    perform(async (signal) => {
      clear();
      setWork({ kind: "fetching" });
      await begin([await fetchFrom(`${base}/uploads`, wish, { signal })], signal);
    });

  async function propose(
    from: { uploads: readonly UploadedFile[]; sheet: string | null; appendTo: string | null },
    signal: AbortSignal,
  ) {
    setWork({ kind: "understanding", stage: "Opening the file" });
    const found = await postAndFollow<Understanding>(
      `${base}/understandings`,
      { ...sourcesOf(from.uploads, from.appendTo), recipe: null, sheet: from.sheet },
      { signal, onStage: (stage, share) => setWork({ kind: "understanding", stage, share }) },
    );
    setInspection(found.inspection);
    setRecipe(found.inspection?.proposal ?? null);
    setPreview(found.preview);
    setIsStale(false);
  }

  const append = (version: string | null) => {
    setAppendTo(version);
    const dataset = datasets.find((each) => each.id === version);
    if (dataset) setName(dataset.name);
    void perform((signal) => propose({ uploads, sheet: null, appendTo: version }, signal));
  };

  const stop = () => {
    controller.current?.abort();
    setWork(null);
    setIsStale(inspection !== null);
  };

  const look = (draft: RecipeDraft) =>
    perform(async (signal) => {
      if (uploads.length === 0) return;
      setWork({ kind: "understanding", stage: "Opening the file" });
      const found = await postAndFollow<Understanding>(
        `${base}/understandings`,
        { ...sourcesOf(uploads, appendTo), recipe: draft },
        { signal, onStage: (stage, share) => setWork({ kind: "understanding", stage, share }) },
      );
      setPreview(found.preview);
      setIsStale(false);
    });

  const accept = () =>
    perform(async (signal) => {
      if (uploads.length === 0 || !recipe) return;
      setWork({ kind: "storing", stage: "Opening the file" });
      const version = await postAndFollow<{ id: string }>(
        `${base}/versions`,
        { ...sourcesOf(uploads, appendTo), name, recipe },
        { signal, onStage: (stage, share) => setWork({ kind: "storing", stage, share }) },
      );
      router.push(`${base}/${version.id}`);
      router.refresh();
    });

  const change = (draft: RecipeDraft, isAnswer = false) => {
    if (draft.sheet !== recipe?.sheet) {
      // Another sheet has other columns: it is looked at anew.
      void perform((signal) => propose({ uploads, sheet: draft.sheet, appendTo }, signal));
      return;
    }
    setRecipe(draft);
    setIsStale(true);
    // A small file is read again at once, and a large one when a question is answered; else when the person asks.
    const isSmall = (inspection?.file.rows ?? 0) <= 300_000;
    if ((isSmall || isAnswer) && isComplete(draft)) void look(draft);
  };

  const isBusy = work !== null;
  const open = recipe ? roleProblems(recipe) : [];
  const ready =
    recipe !== null && isComplete(recipe) && !isStale && preview?.problemCount === 0 && preview.profile;
  return (
    <>
      <Section plain title="1. File">
        <FilePicker
          uploads={uploads}
          progress={work?.kind === "uploading" ? work.progress : null}
          isUploading={work?.kind === "uploading"}
          exampleUrl={`${base}/example`}
          disabled={work?.kind === "storing"}
          onFiles={(files) => void take(files)}
          onCancel={stop}
        />
        {work?.kind === "fetching" ? (
          <Working stage="The server fetches the file from its address" onStop={stop} />
        ) : null}
        {isListening && uploads.length === 0 && work === null ? (
          <Suspense fallback={null}>
            <OtherSources
              disabled={false}
              onPasted={(file) => void take([file])}
              base={base}
              onWish={(wish) => void takeFrom(wish)}
            />
          </Suspense>
        ) : null}
        {inspection && datasets.length > 0 ? (
          <Field label="These rows" className="mt-3 w-96 max-md:w-full">
            <Select
              value={appendTo ?? ""}
              disabled={isBusy}
              options={[
                { value: "", label: "Are the whole history" },
                ...datasets.map((each) => ({
                  value: each.id,
                  label: `Come after ${each.name}, version ${each.number}`,
                })),
              ]}
              onChange={(event) => append(event.target.value || null)}
            />
          </Field>
        ) : null}
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
        {work?.kind === "understanding" && !inspection ? (
          <Working stage={work.stage} share={work.share} onStop={stop} />
        ) : null}
      </Section>

      {inspection && recipe ? (
        <Section title="2. Columns" aside="Proposed from the data. Check each one.">
          <Questions
            questions={inspection.questions}
            recipe={recipe}
            disabled={isBusy}
            onChange={(draft) => change(draft, true)}
          />
          <Suspense fallback={<div className="h-48" />}>
            <ColumnRoles
              columns={inspection.columns}
              recipe={recipe}
              disabled={work?.kind === "storing"}
              onChange={change}
            />
            <ReadingOptions recipe={recipe} disabled={work?.kind === "storing"} onChange={change} />
          </Suspense>
          {open.length > 0 ? (
            <Notice tone="stale" className="mt-4" title="The roles are not complete">
              {open.join(" ")}
            </Notice>
          ) : null}
        </Section>
      ) : null}

      {inspection && recipe ? (
        <Section title="3. What was understood">
          {work?.kind === "understanding" ? (
            <Working stage={work.stage} share={work.share} onStop={stop} />
          ) : null}
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
              {datasets.map((each) => (
                <option key={each.id} value={each.name} />
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
          {work?.kind === "storing" ? <Working stage={work.stage} share={work.share} /> : null}
          <p className="text-secondary text-ink3 max-w-[75ch]">
            A version never changes. The uploaded file is kept with it, byte for byte, and the choices above,
            so that it can be made again.
          </p>
        </Section>
      ) : null}
    </>
  );
}

/** The files in the order in which their rows come. */
function sourcesOf(uploads: readonly UploadedFile[], appendTo: string | null) {
  const [first, ...more] = uploads.map((upload) => upload.id);
  return { uploadId: first, moreUploadIds: more, appendTo };
}
