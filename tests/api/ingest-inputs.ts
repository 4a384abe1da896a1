/** Inputs of what an administrator does with documents. */
export const ingestInputs = {
  'list-ingest-jobs': { as: 'admin', input: () => ({}) },
  'list-held-files': { as: 'admin', input: () => ({}) },
  'release-held-file': { as: 'admin', input: () => ({ id: 'held_x', how: 'mask' }) },
  'drop-held-file': { as: 'admin', input: () => ({ id: 'held_x' }) },
  'list-document-feeds': { as: 'admin', input: () => ({}) },
  'add-document-feed': {
    as: 'admin',
    input: () => ({ url: 'https://nowhere.example/a.pdf', visibility: 'public', everyHours: 24 }),
  },
  'sync-document-feed': { as: 'admin', input: () => ({ id: 'feed_x' }) },
  'remove-document-feed': { as: 'admin', input: () => ({ id: 'feed_x', withdraw: 'true' }) },
} as const;
