import type { ByteSpan } from '@warmboot/answers';
import { useEffect, useState } from 'preact/hooks';

/** Fields of one part that are listed at once; a file may have thousands of names. */
const MANY = 200;

interface SpanTreeProps {
  readonly span: ByteSpan;
  /** From the file down to the field that is lit. */
  readonly chosen: readonly ByteSpan[];
  choose(span: ByteSpan): void;
}

/** The parts of a file and their fields, with what they say. */
export const SpanTree = ({ span, chosen, choose }: SpanTreeProps) => (
  <div class="span-tree">
    <Parts span={span} chosen={chosen} choose={choose} />
  </div>
);

const Parts = ({ span, chosen, choose }: SpanTreeProps) => {
  const [most, setMost] = useState(MANY);
  const { children = [] } = span;
  return (
    <ul>
      {children.slice(0, most).map((child) => (
        <Part key={child.start} span={child} chosen={chosen} choose={choose} />
      ))}
      {children.length > most && (
        <li>
          <button type="button" class="plain" onClick={() => setMost(most + MANY)}>
            {children.length - most} more …
          </button>
        </li>
      )}
    </ul>
  );
};

const Part = ({ span, chosen, choose }: SpanTreeProps) => {
  const inside = chosen.includes(span);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (inside) setOpen(true);
  }, [inside]);
  const parts = span.children !== undefined;
  return (
    <li>
      <div class="part" data-lit={chosen.at(-1) === span} data-known={span.name !== 'not described'}>
        {parts ? (
          <button
            type="button"
            class="twist"
            aria-expanded={open}
            aria-label={`Parts of ${span.name}`}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        ) : (
          <span class="twist" />
        )}
        <button type="button" class="plain name" onClick={() => choose(span)}>
          {span.name}
        </button>
        {span.value !== undefined && <span class="value">{span.value}</span>}
      </div>
      {parts && open && <Parts span={span} chosen={chosen} choose={choose} />}
    </li>
  );
};
