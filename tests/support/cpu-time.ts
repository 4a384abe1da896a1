/** Processor milliseconds that `fn` takes: a busy machine lengthens time on the clock, not these. */
export function cpuMsOf(fn: () => unknown): number {
  const began = process.cpuUsage();
  fn();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}
