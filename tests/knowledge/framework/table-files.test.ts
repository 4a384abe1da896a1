import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** SHA-256 (first 16 digits) of each table as transcribed and checked against the study. */
const transcribed: readonly (readonly [file: string, sha256: string])[] = [
  ['cluster_aliases.csv', 'e3a5e174e7fdf7c8'],
  ['cluster_by_level.csv', '5a5be200e9450592'],
  ['cluster_main_tasks.csv', '3160f7aa1ebc26be'],
  ['cluster_pca.csv', '00a1408ca9878e18'],
  ['cluster_statements.csv', '7dd51693077df7da'],
  ['competency_aliases.csv', 'e628354047b73a4a'],
  ['competency_by_cluster_basic.csv', '63dd39fa800820aa'],
  ['competency_by_cluster_mid.csv', 'b0848cee53cdb73e'],
  ['competency_by_cluster_senior.csv', 'e1b140ac603eee99'],
  ['competency_by_government_basic.csv', '2e8b07a6251191d6'],
  ['competency_by_government_mid.csv', 'ebb47b248b300567'],
  ['competency_by_government_senior.csv', 'a8ca66e51629167a'],
  ['country_comparison.csv', 'b462d4ca56be912e'],
  ['derived/block_sums.csv', 'b9d248206d3525aa'],
  ['derived/competency_weights.csv', 'ac059568bf50045f'],
  ['derived/key_list_check.csv', 'ed9e35570d7f0b06'],
  ['derived/outsourced_label_alignment.csv', 'c5fe46981cb52989'],
  ['derived/overall_mean_check.csv', 'd117718f301e95cc'],
  ['derived/pca_centring_check.csv', 'e5a25b75864b55d1'],
  ['derived/reconstructed_n.csv', '727fbc1c8df5e9ec'],
  ['framework_old_map.csv', 'ca365f159d00cff6'],
  ['framework_revised.csv', 'b8a0ac1d8ac24c5f'],
  ['government_ai_differences.csv', '4b04f110bbdd758d'],
  ['government_ai_trends.csv', '0b3e99f06379ddd9'],
  ['government_clusters.csv', 'af2ac499b5333ed5'],
  ['government_summary.csv', '7130051c25b72dbc'],
  ['interviews_badge.csv', '5e7dfdfd9c9a450c'],
  ['interviews_competency.csv', '2af84d62457a4943'],
  ['key_competencies.csv', '6c32d02763423fde'],
  ['key_competencies_raw.csv', '6bad96f6359afaf2'],
  ['key_competency_notes.csv', 'e9411a4e6c4f67d0'],
  ['population.csv', 'bad500d59c467b72'],
  ['task_by_cluster.csv', '5e25781e87ec4d32'],
];

const tables = new URL('../../../knowledge/content/framework/tables/', import.meta.url);

it.each(transcribed)('%s is the checked transcription', (file, sha256) => {
  const digest = createHash('sha256')
    .update(readFileSync(new URL(file, tables)))
    .digest('hex');
  expect(digest.slice(0, 16)).toBe(sha256);
});
