/**
 * Forecasts a table without the web:
 *   npm run --silent forecast -- --input FILE.csv --horizon H --output OUT.csv [more: docs/guide/forecast.md]
 * What is wrong with the question or the data is said in one line on stderr, with exit code 2.
 */
import { ensureKernels } from "./boot/build.ts";
import { ROOT } from "./boot/paths.ts";
import { sentenceFor } from "./boot/say.ts";
import { InputError } from "./forecast/input-error.ts";
import { readOptions } from "./forecast/options.ts";

try {
  const options = readOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  await ensureKernels();
  const { forecastFile } = await import("./forecast/run.ts");
  process.stdout.write(`${await forecastFile(options)}\n`);
} catch (error) {
  const isInput = error instanceof InputError;
  process.stderr.write(
    `${isInput ? error.message.replaceAll(/\s*\n\s*/g, " ") : sentenceFor(error, ROOT)}\n`,
  );
  process.exitCode = isInput ? 2 : 1;
}
