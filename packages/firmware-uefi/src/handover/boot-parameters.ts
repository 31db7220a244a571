/** What an arm64 kernel learns about its firmware from the devicetree (spec sections 9 and 13). */
export interface UefiBootParameters {
  /** Physical address of the system table. */
  readonly systemTable: number;
  /** Physical address of the descriptor array. */
  readonly memoryMapAddress: number;
  /** Bytes of the descriptor array. */
  readonly memoryMapSize: number;
  /** Stride of the descriptor array; 48 with EDK2. */
  readonly descriptorSize: number;
  readonly descriptorVersion: number;
  /** A `SECURE_BOOT_MODE`; kernels without lockdown patches neither write nor read it. */
  readonly secureBoot?: number;
}

/** Values of `linux,uefi-secure-boot` and of boot_params' secure_boot byte. */
export const SECURE_BOOT_MODE = { unset: 0, unknown: 1, disabled: 2, enabled: 3 } as const;
