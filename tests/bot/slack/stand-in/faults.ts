import { seededRandom } from '../../../bench/diagnosis.ts';

/** What a call can meet: told to wait, refused before it was done, or done while the reply was lost. */
export type Fault = 'wait' | 'refused' | 'lost';

export interface FaultPlan {
  /** Of all calls, 0 to 1. */
  readonly rate: number;
  readonly kinds: readonly Fault[];
  readonly methods?: RegExp;
  readonly seed?: number;
  readonly retryAfterSeconds?: number;
}

/** Draws the fault a call meets; the same seed draws the same. */
export class Faults {
  #plan: FaultPlan | undefined;
  #random = seededRandom(1);
  injected = 0;

  plan(plan: FaultPlan | undefined): void {
    this.#plan = plan;
    this.#random = seededRandom(plan?.seed ?? 1);
    this.injected = 0;
  }

  get retryAfterSeconds(): number {
    return this.#plan?.retryAfterSeconds ?? 1;
  }

  draw(method: string): Fault | undefined {
    const plan = this.#plan;
    if (!plan || (plan.methods && !plan.methods.test(method)) || this.#random() >= plan.rate)
      return undefined;
    this.injected += 1;
    return plan.kinds[Math.floor(this.#random() * plan.kinds.length)];
  }
}
