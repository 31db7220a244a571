/** What a parameter of the kernel's command line is to the model. */
export type ParameterStanding =
  /** Its effect is modelled. */
  | 'modelled'
  /** It changes what is answered here, and is not modelled, or not in full: whoever asks is told so. */
  | 'reported'
  /** Nothing that is answered here depends on it. */
  | 'immaterial';

/**
 * One parameter of the kernel, or one form of its value: a row of the table by which no word of a command line that
 * matters is dropped in silence (Documentation/admin-guide/kernel-parameters.txt, and early_param, __setup and
 * module_param of the sources).
 */
export interface KernelParameter {
  /** What stands before `=`; a trailing `*` stands for any rest. Dashes and underscores are one, as the kernel has it. */
  readonly name: string;
  /** The values that the row is about; all that no other row of the name is about where absent. */
  readonly value?: RegExp;
  readonly standing: ParameterStanding;
  /** What the kernel does with it, and of a row that is reported, what of it is not modelled; no full stop. */
  readonly effect: string;
  /** The version that brought it: `6.11`. A kernel before it does not know the word. */
  readonly since?: string;
  /** The version that no longer has it. */
  readonly until?: string;
}
