import type { Metrics } from '../metrics.ts';
import type { Driver } from './client.ts';

/** A driver that tells how long work waited for a connection and how long it kept it. */
export function timed(driver: Driver, metrics: Pick<Metrics, 'databaseWait' | 'databaseHold'>): Driver {
  return {
    ...driver,
    async hold(fn, options) {
      const work = options?.patient ? 'background' : 'foreground';
      const stopWait = metrics.databaseWait.startTimer({ work });
      return driver.hold(async (session) => {
        stopWait();
        const stopHold = metrics.databaseHold.startTimer({ work });
        return fn(session).finally(stopHold);
      }, options);
    },
  };
}
