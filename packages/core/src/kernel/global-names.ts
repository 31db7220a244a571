/** The names on the global object when this module was evaluated: before what is imported after it. */
export const NAMES_BEFORE: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));
