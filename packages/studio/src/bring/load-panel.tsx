import { useState } from 'preact/hooks';
import { AnswerText } from './answer-text.js';
import type { Brought, LoadWords } from './bring-api.js';
import { bring } from './client.js';
import { PartsView } from './parts-view.js';
import { PlacementMap } from './placement-map.js';
import { useAnswer } from './use-answer.js';

interface LoadPanelProps {
  readonly machine: Brought;
  /** Kernel files that were brought too. */
  readonly kernels: readonly Brought[];
  readonly columns: number;
}

const PATHS: readonly (readonly [LoadWords['path'], string])[] = [
  ['kexec_load', '-c'],
  ['kexec_file_load', '-s'],
  ['auto', '-a'],
];

/** The command that asks the same. */
const commandOf = (machine: string, kernel: string | undefined, words: LoadWords): string =>
  [
    `warmboot load ${machine}`,
    ...(kernel === undefined ? [] : [kernel]),
    ...(words.image === 'crash' ? ['-p'] : []),
    PATHS.find(([path]) => path === words.path)![1],
    ...(words.append === '' ? [] : [`--append='${words.append}'`]),
    ...(words.all ? ['--all'] : []),
  ].join(' ');

/** kexec on the machine that was brought: its words, where everything goes, and the hand-over's own bytes. */
export const LoadPanel = ({ machine, kernels, columns }: LoadPanelProps) => {
  const [words, setWords] = useState<LoadWords>({
    image: 'normal',
    path: 'kexec_load',
    append: '',
    all: false,
  });
  const [named, setNamed] = useState('');
  const kernel = kernels.find(({ name }) => name === named);
  const change = (part: Partial<LoadWords>): void => setWords({ ...words, ...part });

  // With the command that it answers: the switches may say more already.
  const answer = useAnswer(
    async () => ({
      command: commandOf(machine.name, kernel?.name, words),
      report: await bring.load(machine, kernel, words, columns),
    }),
    [machine, kernel, words, columns],
  );

  return (
    <section class="load" aria-label="kexec on this machine">
      <h3>kexec on this machine</h3>
      <div class="asking">
        <label>
          <span>Load for</span>
          <select
            value={words.image}
            onChange={({ currentTarget }) => change({ image: currentTarget.value as LoadWords['image'] })}
          >
            <option value="normal">kexec -e</option>
            <option value="crash">a panic (-p)</option>
          </select>
        </label>
        <label>
          <span>By</span>
          <select
            value={words.path}
            onChange={({ currentTarget }) => change({ path: currentTarget.value as LoadWords['path'] })}
          >
            {PATHS.map(([path, option]) => (
              <option key={path} value={path}>
                {path === 'auto' ? 'either' : path} ({option})
              </option>
            ))}
          </select>
        </label>
        {kernels.length > 0 && (
          <label>
            <span>Kernel</span>
            <select value={named} onChange={({ currentTarget }) => setNamed(currentTarget.value)}>
              <option value="">the machine’s own</option>
              {kernels.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="wide">
          <span>--append</span>
          <input
            type="text"
            spellcheck={false}
            value={words.append}
            onChange={({ currentTarget }) => change({ append: currentTarget.value.trim() })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={words.all}
            onChange={({ currentTarget }) => change({ all: currentTarget.checked })}
          />
          <span>everything</span>
        </label>
      </div>
      {answer === undefined ? (
        <p class="loading">One moment …</p>
      ) : (
        <>
          <PlacementMap ram={answer.report.ram} segments={answer.report.segments} columns={columns} />
          <AnswerText command={answer.command} lines={answer.report.lines} />
          <PartsView title="Handed over" parts={answer.report.blobs} columns={columns} />
        </>
      )}
    </section>
  );
};
