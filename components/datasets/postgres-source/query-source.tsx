"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { type Connection, readConnections, sendConnection } from "./requests.ts";

/** Rows of a query over a read-only connection: which database, and what to ask it. */
export default function QuerySource({
  base,
  disabled,
  onQuery,
}: {
  base: string;
  disabled: boolean;
  onQuery: (wish: { connectionId: string; sql: string; fileName: string }) => void;
}) {
  const [connections, setConnections] = useState<readonly Connection[] | null>(null);
  const [problem, setProblem] = useState("");
  const [chosen, setChosen] = useState("");
  const [sql, setSql] = useState("");
  const [isAdding, setAdding] = useState(false);
  useEffect(() => {
    readConnections(base).then(setConnections, (error: Error) => setProblem(error.message));
  }, [base]);
  const current = connections?.find((each) => each.id === chosen) ?? connections?.[0];
  const query = (event: FormEvent) => {
    event.preventDefault();
    if (current) onQuery({ connectionId: current.id, sql, fileName: `${fileNameOf(current.name)}.csv` });
  };
  const remove = async (id: string) => {
    try {
      setConnections(await sendConnection(base, { remove: id }));
      setProblem("");
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  if (connections === null)
    return <p className={problem ? "text-bad" : "text-ink2"}>{problem || "Looking for connections"}</p>;
  return (
    <section aria-label="Query a PostgreSQL database" className="flex flex-col gap-3">
      {current ? (
        <form onSubmit={query} className="flex flex-col gap-3">
          <div className="flex flex-wrap items-end gap-2">
            <Field label="Database" className="w-72 max-md:w-full">
              <Select
                value={current.id}
                disabled={disabled}
                options={connections.map((each) => ({
                  value: each.id,
                  label: `${each.name} (${each.user}@${each.host}/${each.database})`,
                }))}
                onChange={(event) => setChosen(event.target.value)}
              />
            </Field>
            <Button variant="quiet" disabled={disabled} onClick={() => void remove(current.id)}>
              Remove “{current.name}”
            </Button>
          </div>
          <Field
            label="Query"
            hint="One SELECT. It runs in a read-only transaction, at most 2 minutes a statement, 100 million rows and 2 GB."
          >
            <Textarea
              rows={5}
              value={sql}
              maxLength={20_000}
              disabled={disabled}
              spellCheck={false}
              className="font-mono min-h-28"
              placeholder="SELECT item, day, units FROM sales ORDER BY item, day"
              onChange={(event) => setSql(event.target.value)}
            />
          </Field>
          <Button type="submit" className="self-start" disabled={disabled || sql.trim() === ""}>
            Take the rows
          </Button>
        </form>
      ) : null}
      {isAdding || !current ? (
        <ConnectionForm
          add={async (wish) => {
            setConnections(await sendConnection(base, { add: wish }));
            setAdding(false);
          }}
        />
      ) : (
        <Button className="self-start" disabled={disabled} onClick={() => setAdding(true)}>
          Add a connection
        </Button>
      )}
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
    </section>
  );
}

/** What no file may be called is left out. */
const fileNameOf = (name: string) => name.replace(/[/\\]/g, "-").slice(0, 80);
