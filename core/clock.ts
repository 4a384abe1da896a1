/** Where the present comes from; code asks `ctx.now()`, tests pass a fixed one. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The calendar day in Taiwan (UTC+8, no daylight saving), as YYYY-MM-DD. */
export function taiwanDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
