import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A view whose code comes when it is first shown. */
export const lazily =
  (load: () => Promise<ComponentType>): ComponentType =>
  () => {
    const [View, setView] = useState<ComponentType | undefined>(undefined);
    useEffect(() => void load().then((loaded) => setView(() => loaded)), []);
    return View === undefined ? <p class="loading">One moment …</p> : <View />;
  };
