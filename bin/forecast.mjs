import { boot } from "./boot/boot.mjs";

// Stdout is the summary's alone.
console.log = console.error;
await boot("forecast.ts");
