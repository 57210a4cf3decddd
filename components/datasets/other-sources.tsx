"use client";

import { type FormEvent, lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

const QuerySource = lazy(() => import("./postgres-source/query-source.tsx"));

/** Rows that are no file here: pasted from a sheet, behind an address, or in a database. */
export function OtherSources({
  disabled,
  onPasted,
  base,
  onWish,
}: {
  disabled: boolean;
  onPasted: (file: File) => void;
  /** Address of the project's data. */
  base: string;
  /** An address to fetch from, or a query. */
  onWish: (wish: object) => void;
}) {
  const [rows, setRows] = useState("");
  const [address, setAddress] = useState("");
  const [isQuerying, setQuerying] = useState(false);
  const paste = (event: FormEvent) => {
    event.preventDefault();
    onPasted(new File([rows], "pasted rows.csv", { type: "text/csv" }));
  };
  const take = (event: FormEvent) => {
    event.preventDefault();
    onWish({ url: address.trim() });
  };
  return (
    <details className="mt-3 max-w-[48rem] pl-4">
      <summary className="link w-fit cursor-pointer">
        Paste rows, take a file from an address, or query a database
      </summary>
      <form className="mt-3" onSubmit={paste}>
        <Field label="Rows" hint="With a header row, as copied from a sheet or a CSV file.">
          <Textarea
            rows={5}
            value={rows}
            disabled={disabled}
            spellCheck={false}
            className="font-mono min-h-28"
            onChange={(event) => setRows(event.target.value)}
          />
        </Field>
        <Button type="submit" className="mt-2" disabled={disabled || rows.trim() === ""}>
          Take these rows
        </Button>
      </form>
      <form className="mt-4" onSubmit={take}>
        <Field
          label="Address"
          hint="https, on the public internet, without a sign-in. The server fetches the file, up to 2 GB."
        >
          <Input
            type="url"
            inputMode="url"
            value={address}
            maxLength={2000}
            disabled={disabled}
            placeholder="https://"
            onChange={(event) => setAddress(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="mt-2"
          disabled={disabled || !address.trim().toLowerCase().startsWith("https://")}
        >
          Fetch the file
        </Button>
      </form>
      <div className="mt-4">
        {isQuerying ? (
          <Suspense fallback={<p className="text-ink2">Opening</p>}>
            <QuerySource base={base} disabled={disabled} onQuery={onWish} />
          </Suspense>
        ) : (
          <Button disabled={disabled} onClick={() => setQuerying(true)}>
            Query a PostgreSQL database …
          </Button>
        )}
      </div>
    </details>
  );
}
