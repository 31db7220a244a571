import { useState } from 'preact/hooks';
import type { Brought } from './bring-api.js';
import { bring } from './client.js';
import { HexView } from './hex-view.js';
import { useAnswer } from './use-answer.js';

interface HandoverBytesProps {
  readonly blobs: readonly Brought[];
  readonly columns: number;
}

/** What the next kernel is handed, as it lies in memory: a devicetree, boot_params, the header of a dump. */
export const HandoverBytes = ({ blobs, columns }: HandoverBytesProps) => {
  const [named, setNamed] = useState<string | undefined>(undefined);
  const blob = blobs.find(({ name }) => name === named);

  const annotated = useAnswer(async () => blob && { blob, spans: await bring.spans(blob.bytes) }, [blob]);
  const spans = annotated?.blob === blob ? annotated?.spans : undefined;

  if (blobs.length === 0) return null;
  return (
    <div class="handover">
      <p class="buttons" role="group" aria-label="What the next kernel is handed">
        <span>Handed over, byte by byte:</span>
        {blobs.map(({ name }) => (
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
      {blob !== undefined && spans !== undefined && (
        <HexView
          key={`${blob.name} ${blob.bytes.length}`}
          name={blob.name}
          bytes={blob.bytes}
          spans={spans}
          columns={columns}
        />
      )}
    </div>
  );
};
