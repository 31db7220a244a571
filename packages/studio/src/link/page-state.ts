/** The views of the page. */
export const VIEWS = ['story', 'verdicts', 'bring'] as const;

/** One view of the page. */
export type ViewName = (typeof VIEWS)[number];

/** How the page is coloured; `auto` as the system is. */
export type Theme = 'auto' | 'light' | 'dark';

/** What the kernels of a story are, where it is not left to the scenario. */
export interface Switches {
  /** Architectures side by side, in order; those of the scenario where absent. */
  readonly architectures?: readonly string[];
  /** Policies in force instead of the scenario's; the empty list for none. */
  readonly policies?: readonly string[];
  readonly profile?: string;
  /** Bytes. */
  readonly pageSize?: number;
}

/** What was searched in the view of verdicts. */
export interface SearchChoice {
  readonly policies: readonly string[];
  readonly architectures: readonly string[];
}

/** Everything that a link to the page says. */
export interface PageState {
  readonly view: ViewName;
  /** The scenario as YAML; that of the first visit where absent. */
  readonly scenario?: string;
  /** Steps that have happened; 0 before the first. */
  readonly step: number;
  readonly switches: Switches;
  /** What the maps show close: the name of some memory, or `segments`; everything where absent. */
  readonly focus?: string;
  /** The search whose verdicts are shown; those that were searched before anybody came where absent. */
  readonly search?: SearchChoice;
  /** What a policy's name must have in it to be shown among the verdicts; all of them where absent. */
  readonly filter?: string;
  /** Whether the command that serves the page gives it a file. */
  readonly given?: true;
}

/** The page as it opens without a word. */
export const FIRST_STATE: PageState = { view: 'story', step: 0, switches: {} };
