import type { Comparison } from '@warmboot/scenario';

/** A story as one HTML file that stands alone; what draws it is loaded when somebody wants it. */
export const htmlPage = async (comparison: Comparison): Promise<string> => {
  const { storyPage } = await import('@warmboot/picture');
  return storyPage(comparison).trimEnd();
};
