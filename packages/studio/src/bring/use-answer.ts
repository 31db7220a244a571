import { useEffect, useState } from 'preact/hooks';

/**
 * The latest answer to a question; undefined until the first. One that comes late, for a question that was changed since, is
 * dropped.
 * @param inputs of the question: it is asked again when one of them changes
 */
export const useAnswer = <T>(ask: () => Promise<T>, inputs: readonly unknown[]): T | undefined => {
  const [answer, setAnswer] = useState<T | undefined>(undefined);
  useEffect(() => {
    let stale = false;
    const wait = async (): Promise<void> => {
      const made = await ask();
      if (!stale) setAnswer(() => made);
    };
    void wait();
    return () => {
      stale = true;
    };
  }, inputs);
  return answer;
};
