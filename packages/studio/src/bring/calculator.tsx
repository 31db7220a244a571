import { aboutSize } from '@warmboot/answers/text';
import { useState } from 'preact/hooks';
import { AnswerText } from './answer-text.js';
import type { Brought, MemoryRow } from './bring-api.js';
import { bring } from './client.js';
import { useAnswer } from './use-answer.js';

interface CalculatorProps {
  /** The machine that was brought, on which it can be asked too. */
  readonly machine: Brought | undefined;
  readonly columns: number;
}

/** Powers of two between which the slider goes: 512 MiB to 64 TiB, in halves. */
const LEAST = 29;
const MOST = 46;

/** `8G`, as the command wants it. */
const typed = (bytes: number): string => {
  const unit = bytes >= 2 ** 40 ? ['T', 2 ** 40] : bytes >= 2 ** 30 ? ['G', 2 ** 30] : ['M', 2 ** 20];
  return `${Math.round(bytes / (unit[1] as number))}${unit[0]}`;
};

/** Whole units: half a power is the next whole number below it. */
const bytesAt = (power: number): number => {
  const bytes = 2 ** power;
  const unit = bytes >= 2 ** 40 ? 2 ** 40 : bytes >= 2 ** 30 ? 2 ** 30 : 2 ** 20;
  return Math.max(1, Math.round(bytes / unit)) * unit;
};

const SPECS = ['256M', '512M,high', '1G-4G:192M,4G-64G:256M,64G-:512M', '4G 512M,low', '256M@128M'] as const;

/** What crashkernel= reserves on a machine with so much memory, and what a capture kernel needs of it. */
export const Calculator = ({ machine, columns }: CalculatorProps) => {
  const [spec, setSpec] = useState<string>(SPECS[0]);
  const [power, setPower] = useState(33);
  const [onMachine, setOnMachine] = useState(false);
  const bytes = bytesAt(power);
  const own = onMachine && machine !== undefined;

  const on = own ? `--machine ${machine.name}` : `--ram ${typed(bytes)}`;
  const answered = useAnswer(
    async () => ({
      command: `warmboot crashkernel '${spec}' ${on}`,
      answer: await bring.memory(
        { spec, ram: own ? undefined : bytes, machine: own ? machine : undefined },
        columns,
      ),
    }),
    [spec, bytes, own, machine, columns],
  );
  return (
    <section class="calculator" aria-label="Memory for a capture kernel">
      <h3>How much for crashkernel=?</h3>
      <div class="asking">
        <label class="wide">
          <span>crashkernel=</span>
          <input
            type="text"
            list="specs"
            spellcheck={false}
            value={spec}
            onInput={({ currentTarget }) => setSpec(currentTarget.value)}
          />
          <datalist id="specs">
            {SPECS.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </label>
        <label class="wide">
          <span>RAM: {own ? 'the machine’s' : aboutSize(bytes)}</span>
          <input
            type="range"
            min={LEAST}
            max={MOST}
            step={0.5}
            value={power}
            disabled={own}
            aria-valuetext={aboutSize(bytes)}
            onInput={({ currentTarget }) => setPower(Number(currentTarget.value))}
          />
        </label>
        {machine !== undefined && (
          <label class="check">
            <input
              type="checkbox"
              checked={onMachine}
              onChange={({ currentTarget }) => setOnMachine(currentTarget.checked)}
            />
            <span>on {machine.name}</span>
          </label>
        )}
      </div>
      {answered !== undefined && (
        <>
          <Bars rows={answered.answer.rows} />
          <AnswerText command={answered.command} lines={answered.answer.lines} />
        </>
      )}
    </section>
  );
};

const sentenceOf = ({ who, reserved, need, enough }: MemoryRow): string => {
  if (reserved === 0) return `${who}: nothing is reserved`;
  const needs = need === undefined ? '' : `, needs about ${aboutSize(need)}${enough ? '' : ': too little'}`;
  return `${who}: has ${aboutSize(reserved)}${needs}`;
};

/** Need beside have, a bar for each kernel, all to one scale. */
const Bars = ({ rows }: { readonly rows: readonly MemoryRow[] }) => {
  const most = Math.max(1, ...rows.flatMap(({ reserved, need }) => [reserved, need ?? 0]));
  const share = (bytes: number): string => `${(100 * bytes) / most}`;
  return (
    <ul class="bars">
      {rows.map((row) => (
        <li key={row.who} data-enough={row.enough}>
          <span class="told-words">
            {row.enough ? '✓' : '✗'} {sentenceOf(row)}
          </span>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="have" x="0" y="0" width={share(row.reserved)} height="4" />
            {row.need !== undefined && row.reserved > 0 && (
              <rect class="need" x="0" y="1" width={share(row.need)} height="2" />
            )}
          </svg>
        </li>
      ))}
    </ul>
  );
};
