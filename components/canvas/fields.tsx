import { type ClipboardEvent, type ComponentProps, useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { setRegister } from "#lib/features/canvas/document/index.ts";
import type { ChoiceField } from "#lib/features/canvas/index.ts";
import { bindText } from "./bind-text.ts";

const COUNT = new Intl.NumberFormat("en-GB");

/** What the server takes in one text; a field says itself when it is longer than it should be. */
const MOST_CHARACTERS = 20_000;

/**
 * A text that several people may type into at once; it grows with what it holds. A short one takes no line breaks. What
 * is pasted is taken whole or not at all: a part that was silently left out would be lost.
 */
export function SharedText({
  text,
  long,
  ...rest
}: { text: Y.Text; long?: boolean } & Pick<ComponentProps<"textarea">, "id" | "placeholder" | "aria-label">) {
  const control = useRef<HTMLTextAreaElement>(null);
  const [refused, setRefused] = useState<number | null>(null);
  useEffect(() => (control.current ? bindText(text, control.current) : undefined), [text]);
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const pasted = event.clipboardData.getData("text").length;
    const isTooLong = value.length - (selectionEnd - selectionStart) + pasted > MOST_CHARACTERS;
    if (isTooLong) event.preventDefault();
    setRefused(isTooLong ? pasted : null);
  };
  return (
    // A form of its own, which sends nothing: at each letter browsers look through the whole form that holds the field,
    // for what they could fill in, and fields without one count as a single form, however many hundred they are.
    <form className="contents">
      <Textarea
        ref={control}
        maxLength={MOST_CHARACTERS}
        onPaste={onPaste}
        rows={long ? 2 : 1}
        autoComplete="off"
        className={long ? "" : "resize-none max-md:min-h-10 max-md:py-2.5"}
        onKeyDown={(event) => {
          if (!long && event.key === "Enter" && !event.nativeEvent.isComposing) event.preventDefault();
          if (refused !== null) setRefused(null);
        }}
        {...rest}
      />
      {refused === null ? null : (
        <p role="alert" className="text-secondary text-bad">
          {COUNT.format(refused)} characters were not pasted: a field takes {COUNT.format(MOST_CHARACTERS)} in
          all. They are still in your clipboard.
        </p>
      )}
    </form>
  );
}

/** What a register holds as typed; the last writer's value counts. */
function useRegister(map: Y.Map<unknown>, name: string): [string, (value: string) => void] {
  const read = () => String(map.get(name) ?? "");
  const [value, setValue] = useState(read);
  useEffect(() => {
    const onChange = () => setValue(String(map.get(name) ?? ""));
    onChange();
    map.observe(onChange);
    return () => map.unobserve(onChange);
  }, [map, name]);
  return [
    value,
    (next) => {
      setValue(next);
      setRegister(map, name, next);
    },
  ];
}

export function SharedNumber({
  map,
  name,
  ...rest
}: { map: Y.Map<unknown>; name: string } & Pick<
  ComponentProps<typeof Input>,
  "id" | "placeholder" | "unit" | "aria-label" | "aria-invalid"
>) {
  const [value, setValue] = useRegister(map, name);
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      value={value}
      onChange={(event) => setValue(event.target.value)}
      {...rest}
    />
  );
}

export function SharedChoice({
  map,
  field,
  ...rest
}: { map: Y.Map<unknown>; field: ChoiceField } & Pick<ComponentProps<"select">, "id" | "aria-label">) {
  const [value, setValue] = useRegister(map, field.key);
  const isKnown = value === "" || field.options.some((option) => option.value === value);
  return (
    <Select
      value={value}
      onChange={(event) => setValue(event.target.value)}
      options={[
        { value: "", label: "Not chosen" },
        ...(isKnown ? [] : [{ value, label: value }]),
        ...field.options,
      ]}
      {...rest}
    />
  );
}
