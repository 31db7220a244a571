import { HEAD_OF_LARGE_FILE } from '@warmboot/answers';
import { useState } from 'preact/hooks';
import cxlServer from '../../../../examples/cases/cxl-server-iomem.txt?raw';
import raspberryPi from '../../../../examples/cases/raspberry-pi-iomem.txt?raw';
import type { Brought } from './bring-api.js';

/** The largest file that is read whole, in bytes; of larger ones, which are dumps, the head is. */
const LARGEST = 1024 * 1024 * 1024;

const EXAMPLES = [
  { name: 'raspberry-pi-iomem.txt', title: 'a Raspberry Pi’s /proc/iomem', text: raspberryPi },
  { name: 'cxl-server-iomem.txt', title: 'a server’s, with CXL memory', text: cxlServer },
] as const;

const ofText = (name: string, text: string): Brought => ({ name, bytes: new TextEncoder().encode(text) });

const ofFile = async (file: File): Promise<Brought> => {
  const large = file.size > LARGEST;
  const read = large ? file.slice(0, HEAD_OF_LARGE_FILE) : file;
  const bytes = new Uint8Array(await read.arrayBuffer());
  return { name: file.name, bytes, ...(large ? { size: file.size } : {}) };
};

interface DropZoneProps {
  take(files: readonly Brought[]): void;
}

/** Where files are dropped or chosen, and texts pasted. */
export const DropZone = ({ take }: DropZoneProps) => {
  const [over, setOver] = useState(false);
  const [text, setText] = useState('');
  const takeFiles = async (files: Iterable<File>): Promise<void> =>
    take(await Promise.all([...files].map(ofFile)));
  const ask = (): void => {
    if (text.trim() !== '') take([ofText('pasted', text)]);
  };
  return (
    <section
      class="drop"
      data-over={over}
      aria-label="What you bring"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void takeFiles(event.dataTransfer?.files ?? []);
      }}
    >
      <div class="drop-files">
        <p>
          Drop files here: a capture’s tar, a kernel, an initrd, a devicetree, ACPI tables, a vmcore’s head, a
          log.
        </p>
        <label class="file">
          <span>Choose files</span>
          <input
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              void takeFiles(currentTarget.files ?? []);
              currentTarget.value = '';
            }}
          />
        </label>
        <p class="aside">
          Nothing leaves this page: what you bring is read here, and works without a network.
        </p>
      </div>
      <div class="drop-text">
        <label for="pasted">Or paste /proc/iomem, a kernel’s log, an acpidump</label>
        <textarea
          id="pasted"
          rows={5}
          spellcheck={false}
          placeholder="00100000-7ffdffff : System RAM"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p class="buttons">
          <button type="button" disabled={text.trim() === ''} onClick={ask}>
            Say what it is
          </button>
          <span class="aside">or try</span>
          {EXAMPLES.map(({ name, title, text: example }) => (
            <button key={name} type="button" class="plain" onClick={() => take([ofText(name, example)])}>
              {title}
            </button>
          ))}
        </p>
      </div>
    </section>
  );
};
