export { product, scratchBytes } from "./product";
export { addColumn, addRow, columnSums, rowSums } from "./sums";
export { adam, maskPositive, pinball } from "./training";
