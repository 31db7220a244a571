import { GiB } from '@warmboot/address';

/** Bytes of a search that fit into a thread as Node makes it, and what a search gets when nobody says more. */
export const USUAL_MEMORY = 2 * GiB;
