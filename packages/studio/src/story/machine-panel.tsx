import type { AddressRange } from '@warmboot/address';
import { AnswerMark, MapPicture, mapScale, MapTable, StepDetails } from '@warmboot/picture';
import type { MachineStep, OutlineAnswer } from '@warmboot/picture';
import { useMemo, useRef, useState } from 'preact/hooks';
import { focusOf } from './focus.js';
import { saveMap } from './save.js';
import { useWidth } from './use-width.js';

export interface MachinePanelProps {
  readonly machine: MachineStep;
  /** What it came to at this step; undefined before the first. */
  readonly answer: OutlineAnswer | undefined;
  readonly extents: readonly AddressRange[];
  /** What the map shows close. */
  readonly focus: string | undefined;
  readonly id: string;
}

/** One machine at one step: its answer, its map, and what the step changed. */
export const MachinePanel = ({ machine, answer, extents, focus, id }: MachinePanelProps) => {
  const [paper, width] = useWidth<HTMLDivElement>();
  const [tabled, setTabled] = useState(false);
  const { architecture, map } = machine;
  const close = focusOf(map, focus);
  const scale = useMemo(
    () => (width === 0 ? undefined : mapScale(extents, width, close)),
    [extents, width, close?.start, close?.end],
  );
  return (
    <article class="machine" aria-labelledby={`${id}-title`}>
      <header>
        <h3 id={`${id}-title`}>{architecture}</h3>
        {answer === undefined ? null : <Answer {...answer} />}
      </header>
      <MapWithWords paper={paper} architecture={architecture}>
        {scale === undefined ? null : <MapPicture map={map} scale={scale} id={id} />}
      </MapWithWords>
      <StepDetails {...machine} />
      <details class="as-table" onToggle={({ currentTarget }) => setTabled(currentTarget.open)}>
        <summary>The map as a table</summary>
        {tabled ? <MapTable map={map} /> : null}
      </details>
    </article>
  );
};

const Answer = ({ tone, lines: [headline, ...rest] }: OutlineAnswer) => (
  <p class="headline">
    <AnswerMark tone={tone} />
    <b>{headline}</b>
    {rest.map((line, index) => (
      <span key={index} class="more">
        {line}
      </span>
    ))}
  </p>
);

interface MapWithWordsProps {
  readonly paper: ReturnType<typeof useWidth<HTMLDivElement>>[0];
  readonly architecture: string;
  readonly children: preact.ComponentChildren;
}

/** A map, with a line below it that says what the pointer is on. */
const MapWithWords = ({ paper, architecture, children }: MapWithWordsProps) => {
  const [words, setWords] = useState('');
  const figure = useRef<HTMLElement>(null);
  const read = ({ target }: PointerEvent): void => {
    const band = target instanceof Element ? target.closest<SVGGElement>('.band') : null;
    setWords(band?.dataset['words'] ?? '');
  };
  return (
    <figure class="paper" ref={figure} onPointerMove={read} onPointerLeave={() => setWords('')}>
      <div ref={paper}>{children}</div>
      <figcaption>
        <span class="pointed" aria-hidden="true">
          {words}
        </span>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            const svg = figure.current?.querySelector<SVGSVGElement>('svg.map');
            if (svg !== undefined && svg !== null) saveMap(svg, architecture);
          }}
        >
          Save as SVG
        </button>
      </figcaption>
    </figure>
  );
};
