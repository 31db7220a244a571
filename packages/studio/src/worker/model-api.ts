/** What can be asked of the model, which runs in a worker: plain data goes in and comes out. */
export interface ModelApi {
  /** The words that the switches of the page offer. */
  vocabulary(): Promise<Vocabulary>;
}

/** A word with what it means. */
export interface Described {
  readonly name: string;
  readonly title: string;
}

/** The words of the plugins and of the model. */
export interface Vocabulary {
  readonly architectures: readonly { readonly name: string }[];
  readonly policies: readonly Described[];
  readonly profiles: readonly { readonly name: string }[];
}
