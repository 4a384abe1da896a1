import { pattern } from '../pattern.ts';
import type { DoubtRow, StatementRow } from '../queries.ts';
import { selectDoubts, selectStatements } from '../queries.ts';
import type { CitedClaim, Draft, Facts, Ref } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const verifyWords = pattern(
  '真的|是否|是不是|對嗎|撐得住|站得住|正確|成立|支持|屬實|符合|說法|研究(說|指出|認為|寫|提到)|作者|結論|嗎|報告|true|correct|support|hold|claim|study (says|said|states)|really|authors?|does the data|right|according',
);
const verifying = new RegExp(verifyWords.source, 'gu');
const emptyWords = new Set(
  'the a an of and or in at is are with for to it than that by on as more not all its both do does numbers data'.split(
    ' ',
  ),
);

function partsOf(text: string): Set<string> {
  if (!/\p{Script=Han}{3}/u.test(text))
    return new Set((text.match(/[a-z]+/g) ?? []).filter((word) => !emptyWords.has(word)));
  const found = new Set<string>();
  for (const run of text.match(/[\p{Script=Han}a-z]{2,}/gu) ?? [])
    for (let at = 0; at < run.length - 1; at++) found.add(run.slice(at, at + 2));
  return found;
}

/** How much of the statement the question repeats, and how much of the question the statement holds (0 to 1). */
function overlap(facts: Facts, statement: StatementRow): { ofStatement: number; ofQuestion: number } {
  const text = facts.reading.text.replace(verifying, '\n');
  const printed = /\p{Script=Han}{3}/u.test(text) ? (statement.corrected ?? statement.printed) : statement.en;
  const said = partsOf(printed.toLowerCase());
  const asked = partsOf(text);
  const shared = [...said].filter((part) => asked.has(part)).length;
  return {
    ofStatement: shared / Math.max(said.size, 1),
    ofQuestion: shared >= 6 ? shared / Math.max(asked.size, 1) : 0,
  };
}

/** Whether the question is about this sentence: the same words, and no other cluster or competency. */
function isMeant(facts: Facts, statement: StatementRow): number {
  const { clusters, competencies, levels } = facts.reading;
  const { ofStatement, ofQuestion } = overlap(facts, statement);
  if (statement.aboutKind === 'competency') return 0;
  if (statement.aboutKind === 'cluster') {
    const meant =
      clusters.includes(statement.aboutId as never) ||
      (facts.reading.projectManagementUnclear && statement.aboutId === 'pm');
    if (!meant && (clusters.length > 0 || (competencies.length > 0 && levels.length > 0))) return 0;
    if (!meant) return ofStatement >= 0.85 ? ofStatement : ofQuestion >= 0.6 ? ofQuestion : 0;
  }
  if (competencies.length > 1 && levels.length > 0) return 0;
  const score = Math.max(ofStatement, ofQuestion * 0.95);
  return score >= 0.5 ? score : 0;
}

function statementRef(statement: StatementRow): Ref {
  if (statement.aboutKind === 'cluster')
    return { source: `cluster-${statement.aboutId}`, section: `第 ${statement.id.split('-').at(-1)} 點` };
  const says = statement.printed.slice(0, 12);
  if (statement.aboutKind === 'key-competencies') return { source: 'study-key-competencies', says };
  if (statement.id.startsWith('ai-')) return { source: 'study-ai-differences', says };
  return { source: 'study-government-differences', says };
}

/** What is printed, and what our note on it says of the numbers. */
export function verdict(
  facts: Facts,
  statement: StatementRow,
  doubts: readonly DoubtRow[],
  about = '',
): CitedClaim[] {
  const { t } = facts;
  const note = doubts.find((one) => one.id.startsWith('G') && one.applies.statements?.includes(statement.id));
  const printed = claim(
    t(
      `研究寫的是${about}：「${(statement.corrected ?? statement.printed).replace(/。$/, '')}」。`,
      `The study says${about}: "${statement.en}".`,
    ),
    statementRef(statement),
  );
  if (!note)
    return [
      printed,
      claim(
        t(
          '本庫沒有發現與它矛盾的數值，但排序積分無法證明這類說法。',
          'We found no numbers against it, but ranking points cannot prove such a statement.',
        ),
        doubt('A1'),
      ),
    ];
  return [
    printed,
    claim(
      t(`數值並不完全支持：${note.text['zh-TW']}`, `The numbers do not fully support it: ${note.text.en}`),
      doubt(note.id),
    ),
  ];
}

/** A sentence of the study the question repeats: what is printed, and whether the numbers carry it. */
export async function answerStatement(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!verifyWords.test(reading.text) || reading.asks.learning) return null;
  const scored = (await selectStatements(facts.db))
    .map((one) => ({ one, score: isMeant(facts, one) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best) return null;
  const chosen = scored.filter((entry) => entry.score >= best.score - 0.01).slice(0, 3);
  const doubts = await selectDoubts(facts.db);
  const claims = chosen.flatMap(({ one }) => {
    const about =
      one.aboutKind === 'cluster'
        ? t(`（${say.cluster(one.aboutId)}工作群）`, ` (${say.cluster(one.aboutId)} cluster)`)
        : '';
    return verdict(facts, one, doubts, about);
  });
  return answered([chosen.length > 1 ? list(claims) : paragraph(...claims)]);
}

const sayWords = pattern(
  '研究.{0,4}(說|指出|認為|寫|提到|怎麼)|作者|說法|對嗎|真的|study (says|said|states|claims)|authors?|is it true|really',
);

/** What the study says on how governments differ in an AI competency, and whether the numbers carry it. */
export async function answerGovernmentClaim(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [competency] = reading.competencies;
  if (!competency || reading.competencies.length > 1 || reading.clusters.length > 0) return null;
  const { whichGovernment } = reading.asks;
  const general = whichGovernment && reading.levels.length === 0;
  if (reading.governments.length === 0 && !whichGovernment) return null;
  if (!general && !sayWords.test(reading.text)) return null;
  const statements = (await selectStatements(facts.db)).filter(
    (one) =>
      one.aboutKind === 'competency' &&
      one.aboutId === competency &&
      (reading.levels.length === 0 || reading.levels.includes(one.aboutLevel!)),
  );
  if (statements.length === 0) return null;
  const doubts = await selectDoubts(facts.db);
  const claims = statements.flatMap((one) =>
    verdict(
      facts,
      one,
      doubts,
      t(
        `（${say.level(one.aboutLevel!)}${say.competency(competency)}）`,
        ` (${say.competency(competency)}, ${say.level(one.aboutLevel!)})`,
      ),
    ).slice(
      0,
      doubts.some((note) => note.id.startsWith('G') && note.applies.statements?.includes(one.id)) ? 2 : 1,
    ),
  );
  const caution = claim(
    t(
      '研究沒有印出各政府別的整體平均，許多格子不到 10 人，不能據以推論。',
      'The study prints no mean by government, and many cells have fewer than 10 people, so nothing can be generalised.',
    ),
    doubt('A5'),
  );
  return answered([list(claims), paragraph(caution)]);
}
