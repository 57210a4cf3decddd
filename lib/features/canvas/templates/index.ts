import { CALL_VOLUMES } from "./call-volumes.ts";
import { ENERGY_LOAD } from "./energy-load.ts";
import { RETAIL_DEMAND } from "./retail-demand.ts";
import { SPARE_PARTS } from "./spare-parts.ts";
import type { Template } from "./template.ts";

const ALL = [RETAIL_DEMAND, ENERGY_LOAD, CALL_VOLUMES, SPARE_PARTS] as const;

export type TemplateKey = (typeof ALL)[number]["key"];

const TEMPLATES: readonly Template[] = ALL;
export const TEMPLATE_KEYS = ALL.map((template) => template.key);

/** What a page offers to choose from. */
export const TEMPLATE_CHOICES: readonly Pick<Template, "key" | "name" | "summary">[] = ALL.map(
  ({ key, name, summary }) => ({ key, name, summary }),
);

export function templateOf(key: TemplateKey): Template {
  const template = TEMPLATES.find((one) => one.key === key);
  if (!template) throw new RangeError(`There is no template ${key}.`);
  return template;
}
