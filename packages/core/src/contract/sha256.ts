/** A digest in the making. Node's own hash objects fit, so that a program may put the platform's in. */
export interface Sha256 {
  /** Adds bytes to what is digested. */
  update(bytes: Uint8Array): unknown;
  /** 32 bytes; nothing may follow. */
  digest(): Uint8Array;
}

/** Begins a SHA-256 digest (FIPS 180-4). */
export type NewSha256 = () => Sha256;
