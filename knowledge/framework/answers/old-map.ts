import { pattern } from '../pattern.ts';
import type { TableRecord } from '../queries.ts';
import { selectTable } from '../queries.ts';
import { typeOrder } from './column.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const oldWords = pattern(
  '舊(版|的|有)?.{0,4}(職能|架構|地圖|框架|名稱)|新舊|職能地圖|2023|原本.{0,4}職能|改名|(新|2025).{0,3}架構.{0,6}(新加|新增|多了|多出|少了|拿掉|刪)|取代|前身|後繼|old (competenc|map|framework)|previous (map|framework)|earlier framework|predecessor|successor|replaced|renamed',
);

/** They speak of the old map only beside one of its names that the new framework has no more. */
const movedWords = pattern(
  '以前|原先|原來|原本|過去|早期|(拆|分|併|合|歸|放|移|跑|變|改)(去|到|成|入|進|為|叫|稱)|新版|新架構|不見|消失|split (into|up)|merged|took over|bec(ame|ome) of|went|gone|turned into|new (framework|version)',
);

const changeWords = pattern(
  '差(在|別|異)|不同|改變|變化|變動|改了|新增|多了|多(出來?|加)|新加|新出現|冒出|加進|少了|對照|對應|(?<![a-z])(new|changed?|changes|differ(s|ent|ence)?|compar(e|ed|ison)|added|dropped|mapping)(?![a-z])',
);

function changesLead({ t }: Facts): string {
  return t('舊職能地圖（2023）到新架構（2025）：', 'From the old map (2023) to the new framework (2025):');
}

/** What became of each item of the old map, and what is new. */
function changes({ say, t, language }: Facts, rows: TableRecord['rows']): CitedClaim[] {
  const written = (names: string) =>
    names
      .split(/ [|+] /)
      .map((name) => (language === 'en' ? say.competency(name) : `「${name}」`))
      .join(t('、', ' and '));
  const became = rows
    .filter((row) => /predecessor|unclear/u.test(row.relation ?? ''))
    .map((row) => {
      const old = `「${row.alias?.replaceAll(' | ', '」「')}」`;
      const text = row.relation?.startsWith('unclear')
        ? t(`${old}沒有明確的後繼項目`, `${old} has no clear successor`)
        : t(
            `${old}對應${written(row.canonical ?? '')}`,
            `${old} corresponds to ${written(row.canonical ?? '')}`,
          );
      return claim(text, {
        source: 'table-competency-aliases',
        section: row.canonical,
        says: row.alias?.split(' | ')[0],
      });
    });
  const added = ['AI素養', 'AI系統設計與應用', 'AI產品與系統評測'].map((name) => say.competency(name));
  const news = claim(
    t(
      `新增的 AI 職能：${added.join('、')}，舊圖沒有同名項目`,
      `New AI competencies, without a namesake in the old map: ${added.join(', ')}`,
    ),
    { source: 'study-old-map', section: '舊職能到新架構的對照（本庫提案）', says: '新增的 AI 職能' },
  );
  return [...became, news];
}

/** All that an item of the old map became. */
function heirs({ say, t }: Facts, row: TableRecord['rows'][number]): string {
  return (row.canonical ?? '')
    .split(/ [|+] /)
    .map((name) => say.competency(name))
    .join(t('與', ' with '));
}

/** The map of 2023, and our proposal of what became of its items. */
export async function answerOldMap(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const speaksOfOld = oldWords.test(reading.text) || /永續管理/u.test(reading.text);
  if (!speaksOfOld && !movedWords.test(reading.text)) return null;
  if (reading.asks.advice || /徽章|badge/u.test(reading.text)) return null;
  const table = await selectTable(facts.db, 'framework-old-map');
  const aliases = await selectTable(facts.db, 'competency-aliases');
  const old = [...new Set((table?.rows ?? []).map((row) => row.competency!))];
  const named = old.filter((name) => reading.text.includes(name) && name !== '其他');
  const gone = named.filter((name) => !facts.lexicon.competencies.some((one) => one.name === name));
  if (!(speaksOfOld && reading.asks.framework) && gone.length === 0) return null;
  const proposal = (name: string) =>
    (aliases?.rows ?? []).find((row) => row.alias === name || row.alias?.split(' | ').includes(name));
  const caution = claim(
    t('新舊對照是本庫的提案，研究沒有印出對照表。', 'The mapping is our proposal; the study prints none.'),
    doubt('E5'),
  );
  if (named.length > 0) {
    const told = answered([
      paragraph(
        ...named.map((name) => {
          const row = proposal(name);
          const unclear = row?.relation?.startsWith('unclear');
          const target = row?.canonical?.replace(/ [|+] /, t('、', ' and '));
          const kept = facts.lexicon.competencies.find((one) => one.name === name);
          if (!row && kept)
            return claim(
              t(
                `「${name}」在新架構仍有同名的職能（${say.type(kept.type)}）。`,
                `「${name}」 is still the name of one of the ${say.type(kept.type)} in the new framework.`,
              ),
              { source: `competency-${kept.level}-${name}`, section: '修正說明' },
            );
          const text = !row
            ? t(
                `「${name}」在新架構沒有提出對應。`,
                `No counterpart of 「${name}」 in the new framework is proposed.`,
              )
            : unclear
              ? t(
                  `「${name}」沒有明確的後繼項目，不能等同於「${target}」。`,
                  `「${name}」 has no clear successor; it must not be equated with 「${target}」.`,
                )
              : t(
                  `舊職能地圖的「${name}」大致對應新架構的「${target}」。`,
                  `「${name}」 of the old map roughly corresponds to 「${target}」 in the new framework.`,
                );
          return claim(text, { source: 'table-competency-aliases', section: row?.canonical, says: name });
        }),
        caution,
      ),
    ]);
    return { ...told, sure: gone.length > 0 };
  }
  const [competency] = reading.competencies;
  if (competency) {
    const rows = (aliases?.rows ?? []).filter(
      (row) => row.canonical?.split(/ [|+] /).includes(competency) && /predecessor/u.test(row.relation ?? ''),
    );
    if (rows.length === 0)
      return answered([
        paragraph(
          claim(
            t(
              `舊職能地圖（2023）裡，本庫沒有找到${say.competency(competency)}的前身。`,
              `We found no predecessor of ${say.competency(competency)} in the old map (2023).`,
            ),
            doubt('E5'),
          ),
        ),
      ]);
    return answered([
      paragraph(
        ...rows.map((row) =>
          claim(
            t(
              `${heirs(facts, row)}大致對應舊職能地圖（2023）的「${row.alias?.replaceAll(' | ', '」「')}」。`,
              `${heirs(facts, row)} roughly corresponds to 「${row.alias?.replaceAll(' | ', '」「')}」 of the old map (2023).`,
            ),
            { source: 'table-competency-aliases', section: row.canonical },
          ),
        ),
        caution,
      ),
    ]);
  }
  const general = reading.levels.length + reading.types.length === 0;
  if (general && changeWords.test(reading.text))
    return answered([list(changes(facts, aliases?.rows ?? []), changesLead(facts)), paragraph(caution)]);
  if (!reading.asks.list && !reading.asks.what && !reading.asks.howMany && reading.levels.length === 0)
    return null;
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const claims = levels.flatMap((level) =>
    types.map((type) => {
      const rows = (table?.rows ?? []).filter(
        (row) => row.level_id === level && row.competency_type === type,
      );
      return claim(
        `${say.level(level)}${t('，', ', ')}${say.type(type)}${t('：', ': ')}${rows.map((row) => row.competency).join(t('、', ', '))}`,
        { source: 'table-framework-old-map', section: `${type}職能` },
      );
    }),
  );
  return answered([
    list(claims, t('舊職能地圖（2023）：', 'The old competency map (2023):')),
    paragraph(caution),
  ]);
}
