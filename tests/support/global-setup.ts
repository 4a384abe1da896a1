import { prepareTestStores } from './test-store.ts';

export default async function setup(): Promise<void> {
  console.log(`store: ${await prepareTestStores()}`);
}
