import type { MachineStep } from '../story/step-view.js';
import type { DiffLine } from '../story/text-diff.js';

const SIGNS = { came: '+', went: '-', stayed: ' ' } as const;

const Diff = ({ lines }: { lines: readonly DiffLine[] }) => (
  <pre class="diff" tabIndex={0} aria-label="/proc/iomem, as this step changed it">
    {lines.map((line, index) =>
      line.kind === 'folded' ? (
        <span
          key={index}
          class="folded"
        >{`  ⋯ ${line.lines} ${line.lines === 1 ? 'line' : 'lines'} as before\n`}</span>
      ) : (
        <span key={index} class={line.kind}>{`${SIGNS[line.kind]} ${line.text}\n`}</span>
      ),
    )}
  </pre>
);

/** What a step changed on one machine: its state, its map as text, what it said and what happened. */
export const StepDetails = ({ state, iomem, log, events, reason, notes }: MachineStep) => (
  <div class="details">
    {reason === undefined ? null : <p class="reason">{reason}</p>}
    {notes.map((note) => (
      <p key={note} class="note">
        {note}
      </p>
    ))}
    <dl class="state">
      {state
        .filter(({ value }) => value !== 'none' && value !== '')
        .map(({ name, value, changed }) => (
          <div key={name} class={changed ? 'changed' : undefined}>
            <dt>{name}</dt>
            <dd>
              {value}
              {changed ? <span class="flag"> changed</span> : null}
            </dd>
          </div>
        ))}
    </dl>
    <section>
      <h4>/proc/iomem</h4>
      <Diff lines={iomem} />
    </section>
    {log.length === 0 ? null : (
      <section>
        <h4>kernel log</h4>
        <pre class="log" tabIndex={0} aria-label="kernel log">
          {log.join('\n')}
        </pre>
      </section>
    )}
    {events.length === 0 ? null : (
      <section>
        <h4>what happened</h4>
        <ul class="events">
          {events.map(({ type, text }, index) => (
            <li key={index}>
              <span class="event-type">{type}</span> {text}
            </li>
          ))}
        </ul>
      </section>
    )}
  </div>
);
