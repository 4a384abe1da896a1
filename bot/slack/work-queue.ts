/**
 * Work that was acknowledged and is yet to be done, a few pieces at a time, first come first served: what comes in
 * meanwhile can be acknowledged at once.
 */
export class WorkQueue {
  readonly #most: number;
  readonly #failed: (error: unknown) => void;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #arriving = 0;
  #idle: (() => void)[] = [];

  constructor(most: number, failed: (error: unknown) => void) {
    this.#most = most;
    this.#failed = failed;
  }

  /** While this is under way no more than one piece is worked on: what arrives is taken in first. */
  async first<T>(arrival: Promise<T>): Promise<T> {
    this.#arriving += 1;
    try {
      return await arrival;
    } finally {
      this.#arriving -= 1;
      if (this.#arriving === 0) for (let n = 0; n < this.#most; n++) this.#next();
    }
  }

  add(work: () => Promise<void>): void {
    this.#waiting.push(work);
    // A turn of the loop later, so that a burst is taken in before its first piece is begun.
    setImmediate(() => this.#next());
  }

  /** The same for work somebody waits for. */
  run(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => this.add(() => work().then(resolve, reject)));
  }

  #next(): void {
    if (this.#running >= (this.#arriving > 0 ? 1 : this.#most)) return;
    const work = this.#waiting.shift();
    if (!work) {
      if (this.#running === 0) for (const idle of this.#idle.splice(0)) idle();
      return;
    }
    this.#running += 1;
    void work()
      .catch(this.#failed)
      .finally(() => {
        this.#running -= 1;
        this.#next();
      });
  }

  /** Resolves when nothing waits or runs, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.#running === 0 && this.#waiting.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => this.#idle.push(resolve)),
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      }),
    ]);
    clearTimeout(timer);
  }
}
