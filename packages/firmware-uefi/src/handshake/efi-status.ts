/** Numbers of the status codes that this model returns, without the error bit (UEFI 2.10 appendix D; spec section 4). */
const ERROR_NUMBER = {
  LOAD_ERROR: 1,
  INVALID_PARAMETER: 2,
  UNSUPPORTED: 3,
  BUFFER_TOO_SMALL: 5,
  NOT_READY: 6,
  DEVICE_ERROR: 7,
  WRITE_PROTECTED: 8,
  OUT_OF_RESOURCES: 9,
  NOT_FOUND: 14,
  NO_MAPPING: 17,
  TIMEOUT: 18,
  ABORTED: 21,
  SECURITY_VIOLATION: 26,
} as const;

/** A status that says that a service failed. */
export type EfiError = keyof typeof ERROR_NUMBER;
/** What a service returns (UEFI 2.10 appendix D). */
export type EfiStatus = 'SUCCESS' | EfiError;

const ERROR_BIT = 1n << 63n;

/** The EFI_STATUS word of a 64-bit firmware: bit 63 marks an error. */
export const efiStatusCode = (status: EfiStatus): bigint =>
  status === 'SUCCESS' ? 0n : ERROR_BIT | BigInt(ERROR_NUMBER[status]);

/** The status behind an EFI_STATUS word, or undefined for a word that this model does not know. */
export const efiStatusFromCode = (code: bigint): EfiStatus | undefined => {
  if (code === 0n) return 'SUCCESS';
  const names = Object.keys(ERROR_NUMBER) as EfiError[];
  return names.find((name) => efiStatusCode(name) === code);
};
