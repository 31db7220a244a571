/** Does something with a file. An error of the system that names none - of a write, or of a read - names this one. */
export const withPath = <T>(path: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && 'code' in error && !('path' in error)) Object.assign(error, { path });
    throw error;
  }
};
