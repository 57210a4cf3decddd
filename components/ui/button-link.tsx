import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button.tsx";

/** Apart from the button: the error pages, which every page carries, need no router's link. */
export function ButtonLink({
  variant = "outline",
  size = "normal",
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={buttonClass({ variant, size, className })} {...rest} />;
}
