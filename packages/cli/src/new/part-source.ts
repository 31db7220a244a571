/** What tells one kind of part from another in a skeleton. */
export interface PartSource {
  /** The extension point of the explorer that it is registered at, as it is imported; undefined for none of its. */
  readonly point: string | undefined;
  /** The call that registers it. */
  readonly registers: (identifier: string) => string;
  /** The function of the test kit. */
  readonly describe: string;
  /** Options by which `warmboot explore` asks for it; undefined for what nobody can ask for by name. */
  readonly chosenWith: ((name: string) => string) | undefined;
  /** What the story says to the explorer, where its steps do not bring the part in. */
  readonly situation?: (name: string) => string;
  /** Its test, where the kit wants more than an architecture to try it on. */
  readonly test?: (identifier: string) => string;
  /** The code of the part. */
  readonly code: (name: string, identifier: string) => string;
}
