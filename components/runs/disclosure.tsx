import { type ReactNode, useEffect, useState } from "react";

/**
 * A part of the form that most people never open. `isOpen` opens it, when something in it is set or wrong; what a person has
 * opened does not close under their hands. What is inside is drawn when it is opened, so that its code can come then.
 */
export function Disclosure({
  title,
  isOpen,
  children,
}: {
  title: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setOpen(true);
  }, [isOpen]);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="mt-3 border-t border-line pt-2"
    >
      <summary className="cursor-pointer list-inside font-medium text-ink2 py-1 max-md:py-2.5">
        {title}
      </summary>
      {open ? <div className="pt-2">{children}</div> : null}
    </details>
  );
}
