import { boot } from "./boot/boot.mjs";

// Stdout is the key's alone.
console.log = console.error;
await boot("api-key.ts");
