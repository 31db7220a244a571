/** Firmware of a machine, in the words of scenarios. */
export type Firmware = 'bios' | 'dt' | 'efi';

/** What differs between the machines that QEMU makes of an architecture. */
export interface Board {
  /** The architecture, as the model names it. */
  readonly name: string;
  /** As Debian names it. */
  readonly debian: string;
  /** As uname(2) names it. */
  readonly machine: string;
  readonly qemu: string;
  /** `-machine` where a scenario says nothing. */
  machineType(firmware: Firmware): string;
  /** `-cpu` without KVM. */
  readonly cpu: string;
  readonly console: string;
  /** Words of the kernel's command line that a guest needs under emulation. */
  readonly bootWords: readonly string[];
  readonly firmwares: readonly [Firmware, ...Firmware[]];
  /** Files of EFI firmware, by the options that name them; where Debian puts them. */
  readonly efi: { readonly code: readonly string[]; readonly variables?: readonly string[] };
  /** What the firmware handed over: where the kernel shows it, and its name in a recording. */
  readonly handover: { readonly path: string; readonly file: string };
  /** Where a build of the kernel leaves the file that QEMU boots. */
  readonly built: string;
  /** Header fields of a kernel file, as a recording keeps them. */
  kernelRecord(bytes: Uint8Array): Readonly<Record<string, unknown>> & { readonly format: string };
}
