import { useState } from 'preact/hooks';
import type { Brought } from './bring-api.js';
import { bring } from './client.js';
import { HexView } from './hex-view.js';
import { useAnswer } from './use-answer.js';

interface PartsViewProps {
  /** What the parts are, as a sentence ends: `Handed over`. */
  readonly title: string;
  readonly parts: readonly Brought[];
  readonly columns: number;
}

/** Files whose fields are known, byte by byte: what the next kernel is handed, or what is inside a capture. */
export const PartsView = ({ title, parts, columns }: PartsViewProps) => {
  const [named, setNamed] = useState<string | undefined>(undefined);
  const part = parts.find(({ name }) => name === named);

  const annotated = useAnswer(async () => part && { part, spans: await bring.spans(part.bytes) }, [part]);
  const spans = annotated?.part === part ? annotated?.spans : undefined;

  if (parts.length === 0) return null;
  return (
    <div class="handover">
      <p class="buttons" role="group" aria-label={title}>
        <span>{title}, byte by byte:</span>
        {parts.map(({ name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === named}
            onClick={() => setNamed(name === named ? undefined : name)}
          >
            {name}
          </button>
        ))}
      </p>
      {part !== undefined && spans !== undefined && (
        <HexView
          key={`${part.name} ${part.bytes.length}`}
          name={part.name}
          bytes={part.bytes}
          spans={spans}
          columns={columns}
        />
      )}
    </div>
  );
};
