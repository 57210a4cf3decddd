import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** Another place is for tests and benchmarks only: they must not meet a running site. */
export const DATA = path.resolve(process.env.FORECANVAS_DATA ?? path.join(ROOT, ".data"));
export const RUN = path.join(DATA, "run");
export const LOGS = path.join(DATA, "logs");
