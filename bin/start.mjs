import { boot } from "./boot/boot.mjs";

await boot("start.ts");
