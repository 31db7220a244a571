/** Which system call `kexec -l` uses: `-c`, `-s`, or `-a`. */
export type LoadPath = 'kexec_load' | 'kexec_file_load' | 'auto';

/** What a version of kexec-tools does differently, as plain facts that the model of the tool reads. */
export interface ToolProfile {
  readonly name: string;
  /** `2.0.25`: which rows the tables of kernel file types have. */
  readonly release: string;
  /** What a load uses when none of -c, -s and -a is given (core R7.10). */
  readonly defaultPath: LoadPath;
  /** Flags that `-d` adds to each system call; 0 where the kernel is not told. */
  readonly debugFlags: Readonly<Record<Exclude<LoadPath, 'auto'>, number>>;
}
