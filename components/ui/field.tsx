import { cloneElement, isValidElement, type ReactElement, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

interface ControlProps {
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  required?: boolean | undefined;
}

/**
 * A label, one control, and beneath it a hint and what is wrong. The control's id and aria attributes are set here, so
 * `children` is one element that takes them: Input, Textarea, Select, or a native control.
 */
export function Field({
  label,
  hint,
  error,
  required,
  aside,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  required?: boolean | undefined;
  /** Stands right of the label: a unit, a counter, a link. */
  aside?: ReactNode;
  className?: string;
  children: ReactElement<ControlProps>;
}) {
  const generated = useId();
  const id = children.props.id ?? generated;
  const describedBy = cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined;
  const control = isValidElement(children)
    ? cloneElement(children, {
        id,
        "aria-describedby": describedBy,
        "aria-invalid": error ? true : undefined,
        ...(required === undefined ? {} : { required }),
      })
    : children;
  return (
    <div className={cx("flex flex-col gap-1 min-w-0", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-secondary font-medium text-ink2">
          {label}
        </label>
        {aside ? <span className="text-secondary text-ink3">{aside}</span> : null}
      </div>
      {control}
      {hint ? (
        <p id={`${id}-hint`} className="text-secondary text-ink3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-secondary text-bad" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** Several controls under one heading, a set of radio buttons or checkboxes say. */
export function Fieldset({
  legend,
  hint,
  error,
  className,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset className={cx("min-w-0", className)} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-secondary font-medium text-ink2 mb-1">{legend}</legend>
      {children}
      {hint ? <p className="text-secondary text-ink3 mt-1">{hint}</p> : null}
      {error ? (
        <p id={`${id}-error`} className="text-secondary text-bad mt-1" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
