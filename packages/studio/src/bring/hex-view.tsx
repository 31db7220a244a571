import type { ByteSpan } from '@warmboot/answers';
import { spansAt } from '@warmboot/answers';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { SpanTree } from './span-tree.js';

/** Bytes of a page: of a large file it is all that stands in the document. */
const PAGE = 4096;

/** Bytes of a line, where there is room and where there is little. */
const MANY = 16;
const FEW = 8;
/** Columns that a line of many takes, with its offset and its characters. */
const ROOM = 80;

interface HexViewProps {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly spans: ByteSpan;
  /** Columns of text that there is room for. */
  readonly columns: number;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const shownAs = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

/** How far keys lead from an offset, by the length of a line. */
const movesOf = (line: number): Readonly<Record<string, number>> => ({
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -line,
  ArrowDown: line,
  PageUp: -PAGE,
  PageDown: PAGE,
});

/** Down to the span that somebody chose by its name, where it is one of them. */
const upTo = (span: ByteSpan | undefined, path: readonly ByteSpan[]): readonly ByteSpan[] => {
  const index = span === undefined ? -1 : path.indexOf(span);
  return index < 0 ? path : path.slice(0, index + 1);
};

/** Bytes of a file, in which the field around the chosen byte lights up; beside them the tree of its fields. */
export const HexView = ({ name, bytes, spans, columns }: HexViewProps) => {
  const length = columns < ROOM ? FEW : MANY;
  const [at, setAt] = useState(0);
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const grid = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<ByteSpan | undefined>(undefined);
  const path = useMemo(
    () => (pointed === undefined ? upTo(picked, spansAt(spans, at)) : spansAt(spans, pointed)),
    [spans, at, pointed, picked],
  );
  const field = path.at(-1);
  const page = Math.floor(at / PAGE);
  const lines = Math.ceil(Math.min(PAGE, bytes.length - page * PAGE) / length);

  useEffect(() => {
    const cell = grid.current?.querySelector<HTMLElement>(`[data-at="${at}"]`);
    cell?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const goTo = (offset: number, span?: ByteSpan): void => {
    setAt(offset);
    setPicked(span);
  };
  const move = (event: KeyboardEvent): void => {
    const step = movesOf(length)[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? bytes.length - 1 : step && at + step;
    if (to === undefined) return;
    event.preventDefault();
    setPointed(undefined);
    goTo(Math.max(0, Math.min(bytes.length - 1, to)));
  };
  const offsetOf = (event: Event): number | undefined => {
    const cell = event.target instanceof HTMLElement ? event.target.dataset['at'] : undefined;
    return cell === undefined ? undefined : Number(cell);
  };

  return (
    <section class="hex" aria-label={`Bytes of ${name}`}>
      <h3>Byte by byte</h3>
      <p class="lit-field" role="status">
        <span class="path">{path.map((span) => span.name).join(' › ')}</span>
        {field?.value !== undefined && <strong>{field.value}</strong>}
        {field !== undefined && (
          <span class="aside">
            {' '}
            0x{hex(field.start, 4)}–0x{hex(field.end - 1, 4)}, {field.end - field.start}{' '}
            {field.end - field.start === 1 ? 'byte' : 'bytes'}
          </span>
        )}
      </p>
      <div class="hex-panes">
        <SpanTree span={spans} chosen={path} choose={(span) => goTo(span.start, span)} />
        <div
          class="hex-bytes"
          ref={grid}
          tabIndex={0}
          role="group"
          aria-label={`Bytes, ${length} a line: arrow keys move, the field is told above`}
          onKeyDown={move}
          onClick={(event) => goTo(offsetOf(event) ?? at)}
          onPointerOver={(event) => setPointed(offsetOf(event))}
          onPointerLeave={() => setPointed(undefined)}
        >
          {Array.from({ length: lines }, (_, line) => {
            const start = page * PAGE + line * length;
            const within = (offset: number): number => Math.max(start, Math.min(start + length, offset));
            return (
              <HexLine
                key={line}
                bytes={bytes}
                start={start}
                length={length}
                from={within(field?.start ?? 0)}
                to={within(field?.end ?? 0)}
                at={start <= at && at < start + length ? at : undefined}
              />
            );
          })}
        </div>
      </div>
      {bytes.length > PAGE && (
        <p class="buttons">
          <button type="button" disabled={page === 0} onClick={() => goTo((page - 1) * PAGE)}>
            Earlier bytes
          </button>
          <span class="aside">
            0x{hex(page * PAGE, 4)} to 0x{hex(Math.min((page + 1) * PAGE, bytes.length) - 1, 4)} of 0x
            {hex(bytes.length, 4)}
          </span>
          <button
            type="button"
            disabled={(page + 1) * PAGE >= bytes.length}
            onClick={() => goTo((page + 1) * PAGE)}
          >
            Later bytes
          </button>
        </p>
      )}
    </section>
  );
};

interface HexLineProps {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
  /** What of the line is lit, and the byte that is chosen in it. */
  readonly from: number;
  readonly to: number;
  readonly at: number | undefined;
}

/** Drawn anew only where its own light changes: a page has some thousand cells. */
const HexLine = ({ bytes, start, length, from, to, at }: HexLineProps) =>
  useMemo(() => {
    const offsets = Array.from(
      { length: Math.min(length, bytes.length - start) },
      (_, index) => start + index,
    );
    const look = (offset: number): string =>
      `${from <= offset && offset < to ? 'lit' : ''}${offset === at ? ' at' : ''}`;
    return (
      <div class="hex-line">
        <span class="offset">{hex(start, 8)}</span>
        <span class="cells">
          {offsets.map((offset) => (
            <span key={offset} data-at={offset} class={look(offset)}>
              {hex(bytes[offset]!, 2)}
            </span>
          ))}
        </span>
        <span class="characters" aria-hidden="true">
          {offsets.map((offset) => (
            <span key={offset} data-at={offset} class={look(offset)}>
              {shownAs(bytes[offset]!)}
            </span>
          ))}
        </span>
      </div>
    );
  }, [bytes, start, length, from, to, at]);
