import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const DATA = path.join(ROOT, ".data");
export const RUN = path.join(DATA, "run");
export const LOGS = path.join(DATA, "logs");
