import { useEffect, useState } from 'preact/hooks';
import { model } from '../worker/client.js';
import type { Vocabulary } from '../worker/model-api.js';

/** A story, played side by side. */
export const StoryView = () => {
  const [words, setWords] = useState<Vocabulary | undefined>(undefined);
  useEffect(() => void model.vocabulary().then(setWords), []);
  if (words === undefined) return <p class="loading">The kernels are being put together …</p>;
  return <p>{words.architectures.map(({ name }) => name).join(', ')}</p>;
};
