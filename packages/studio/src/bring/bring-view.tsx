import { useEffect, useState } from 'preact/hooks';
import { page, show } from '../page/page.js';
import { AnswerText } from './answer-text.js';
import type { Brought, FileAnswer } from './bring-api.js';
import { Calculator } from './calculator.js';
import { bring } from './client.js';
import { useColumns } from './columns.js';
import { DropZone } from './drop-zone.js';
import { givenFiles } from './given.js';
import { HexView } from './hex-view.js';
import { LoadPanel } from './load-panel.js';
import { PartsView } from './parts-view.js';
import { useAnswer } from './use-answer.js';

/** What somebody brings - a capture, a map, a log, a kernel - and what there is to say of it. */
export const BringView = () => {
  const [files, setFiles] = useState<readonly Brought[]>([]);
  const [shown, setShown] = useState(0);
  const [missing, setMissing] = useState(false);
  const columns = useColumns();
  const answers = useAnswer(() => answersTo(files, columns), [files, columns]);

  const take = (brought: readonly Brought[]): void => {
    if (brought.length === 0) return;
    const names = new Set(brought.map(({ name }) => name));
    const kept = files.filter(({ name }) => !names.has(name));
    setFiles([...kept, ...brought]);
    setShown(kept.length);
  };

  useEffect(() => {
    if (page.value.given !== true) return;
    void givenFiles().then(take, () => {
      setMissing(true);
      show({ given: undefined });
    });
  }, []);

  const file = files[shown];
  const answer = file && answers?.get(file);
  const machine = files.find((one) => answers?.get(one)?.machine !== undefined);
  return (
    <div class="bring">
      <h2>Bring your own</h2>
      <DropZone take={take} />
      <div role="alert">
        {missing && (
          <p class="missing">
            This link was to a file that only the command gives, and it gives none now: run warmboot studio
            FILE again, or drop the file here.
          </p>
        )}
      </div>
      {files.length > 1 && (
        <div class="brought" role="group" aria-label="What was brought">
          {files.map(({ name }, index) => (
            <button key={name} type="button" aria-pressed={index === shown} onClick={() => setShown(index)}>
              {name}
            </button>
          ))}
        </div>
      )}
      <div aria-live="polite">
        {file !== undefined &&
          (answer === undefined ? (
            <p class="loading">Looking at {file.name} …</p>
          ) : (
            <AnswerText command={`warmboot inspect ${file.name}`} lines={answer.lines} />
          ))}
      </div>
      {file !== undefined && answer?.spans !== undefined && (
        <HexView key={file.name} name={file.name} bytes={file.bytes} spans={answer.spans} columns={columns} />
      )}
      {file !== undefined && answer !== undefined && (
        <PartsView key={`inside ${file.name}`} title="Inside it" parts={answer.parts} columns={columns} />
      )}
      {machine !== undefined && (
        <LoadPanel
          key={machine.name}
          machine={machine}
          kernels={files.filter((one) => answers?.get(one)?.kernel)}
          columns={columns}
        />
      )}
      <Calculator machine={machine} columns={columns} />
    </div>
  );
};

/** One after the other: each is read whole. */
const answersTo = async (
  files: readonly Brought[],
  columns: number,
): Promise<ReadonlyMap<Brought, FileAnswer>> => {
  const answers = new Map<Brought, FileAnswer>();
  for (const file of files) answers.set(file, await bring.inspect(file, columns));
  return answers;
};
