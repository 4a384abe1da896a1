import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/global-setup.ts',
    // A hang ends here; what must be quick says so itself.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // What files import, and the engine of their stores, is loaded once in a worker.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // An embedded store takes about half a gigabyte.
    maxWorkers: 2,
  },
});
