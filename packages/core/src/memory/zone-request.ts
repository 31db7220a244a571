import type { PfnRange } from './zone.js';
import type { MemoryGroup } from './state.js';

/** What a zone is chosen for. */
export interface ZoneRequest {
  readonly pages: PfnRange;
  readonly node: number;
  readonly group: MemoryGroup | undefined;
}
