/**
 * What decides who may load a kernel and jump to it: Secure Boot, lockdown, signatures, IMA, rights.
 *
 * @module
 */
export { withSecurity as onMachine } from '../kernel/described-machine.js';
export { LOCKDOWN_LEVELS, lockdownAsked, OPEN_SECURITY as OPEN } from '../machine/security.js';
export type { Lockdown, MachineSecurity as OfMachine } from '../machine/security.js';
export { SIGNATURES } from '../image/signature.js';
export type { KernelSignature as Signature } from '../image/signature.js';
