import { useEffect, useState } from 'preact/hooks';

/** As few and as many as the command writes: below and above, lines would be hard to read. */
const FEWEST = 44;
const MOST = 120;

/** Room beside the text, in characters: the frame around it. */
const FRAME = 6;

const columnsNow = (): number => {
  const root = document.querySelector('main') ?? document.body;
  const probe = document.createElement('code');
  probe.textContent = '0'.repeat(100);
  probe.className = 'probe';
  root.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  return Math.max(FEWEST, Math.min(MOST, Math.floor(root.clientWidth / Math.max(1, width)) - FRAME));
};

/** Columns of text that the page has room for; follows the window. */
export const useColumns = (): number => {
  const [columns, setColumns] = useState(columnsNow);
  useEffect(() => {
    const follow = (): void => setColumns(columnsNow());
    addEventListener('resize', follow);
    return () => removeEventListener('resize', follow);
  }, []);
  return columns;
};
