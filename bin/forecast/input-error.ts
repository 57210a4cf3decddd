/** What is wrong with the question or its data, in one line. */
export class InputError extends Error {}
