import type { AddressRange } from '@warmboot/address';
import type { Resource } from './resource.js';
import { overlapping } from './siblings.js';

/** A node as a walk meets it. */
export interface VisitedResource {
  readonly resource: Resource;
  readonly parent: Resource;
  /** 0 for a child of the node where the walk began. */
  readonly depth: number;
}

/**
 * The descendants of `top` that share a byte with `range` (with the whole of `top`, when none is given), each
 * before its children, ascending: the order of Linux's `next_resource`. What ends before the range costs
 * nothing, and depth costs no stack. kernel/resource.c:next_resource
 */
export function* preorder(top: Resource, range: AddressRange = top): Generator<VisitedResource> {
  const open: { parent: Resource; children: Iterator<Resource> }[] = [
    { parent: top, children: overlapping(top.children, range) },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const next = level.children.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    const resource = next.value;
    yield { resource, parent: level.parent, depth: open.length - 1 };
    open.push({ parent: resource, children: overlapping(resource.children, range) });
  }
}
