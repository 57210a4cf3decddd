"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ConnectionWish } from "./requests.ts";

const EMPTY = { name: "", host: "", port: "5432", database: "", user: "", password: "", tls: "verify" };
const TLS = [
  { value: "verify", label: "Encrypted, certificate checked" },
  { value: "require", label: "Encrypted, any certificate" },
  { value: "off", label: "Not encrypted (allowed hosts within)" },
];

/** A connection to a database; it is kept when it opens, its password encrypted. */
export function ConnectionForm({ add }: { add: (wish: ConnectionWish) => Promise<void> }) {
  const [value, setValue] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const input = (
    key: keyof typeof EMPTY,
    label: string,
    more: { type?: string; className?: string } = {},
  ) => (
    <Field label={label} {...(more.className ? { className: more.className } : {})}>
      <Input
        type={more.type ?? "text"}
        autoComplete="off"
        value={value[key]}
        onChange={(event) => setValue({ ...value, [key]: event.target.value })}
      />
    </Field>
  );
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      await add({ ...value, port: Number(value.port) });
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-3 border-l-4 border-l-accent pl-4">
      <p className="text-ink2 max-w-[65ch]">
        A PostgreSQL database on the public internet, or one that whoever runs this site has allowed. Use a
        user that may only read: the query runs read-only, but its functions run with that user’s rights.
      </p>
      <div className="grid md:grid-cols-2 gap-3">
        {input("name", "Name of the connection")}
        {input("database", "Database")}
        {input("host", "Host")}
        {input("port", "Port")}
        {input("user", "User")}
        {input("password", "Password", { type: "password" })}
        <Field label="Encryption">
          <Select
            value={value.tls}
            options={TLS}
            onChange={(event) => setValue({ ...value, tls: event.target.value })}
          />
        </Field>
      </div>
      <Button type="submit" className="self-start" busy={isBusy && "Opening it"}>
        Keep the connection
      </Button>
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
    </form>
  );
}
