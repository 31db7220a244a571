/** Who waits for the next thing that a stream brings. */
export class Watchers {
  readonly #waiting = new Set<() => void>();

  /** Something came: everybody who waits goes on. */
  wake(): void {
    for (const goOn of this.#waiting) goOn();
  }

  /** Resolves when something comes, or the time is over. */
  next(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(finish);
        done();
      };
      const timer = setTimeout(finish, milliseconds);
      this.#waiting.add(finish);
    });
  }
}
