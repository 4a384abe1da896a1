// A worker thread does not inherit tsx, so it registers tsx itself before it loads the TypeScript file.
import { register } from 'tsx/esm/api';

register();
await import('./parse-worker.ts');
