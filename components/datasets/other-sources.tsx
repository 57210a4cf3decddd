"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** Rows that are no file here: pasted from a sheet, or behind an address. */
export function OtherSources({
  disabled,
  onPasted,
  onAddress,
}: {
  disabled: boolean;
  onPasted: (file: File) => void;
  onAddress: (address: string) => void;
}) {
  const [rows, setRows] = useState("");
  const [address, setAddress] = useState("");
  const paste = (event: FormEvent) => {
    event.preventDefault();
    onPasted(new File([rows], "pasted rows.csv", { type: "text/csv" }));
  };
  const take = (event: FormEvent) => {
    event.preventDefault();
    onAddress(address.trim());
  };
  return (
    <details className="mt-3 max-w-[48rem] pl-4">
      <summary className="link w-fit cursor-pointer">Paste rows, or take a file from an address</summary>
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
    </details>
  );
}
