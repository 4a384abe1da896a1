import { pattern } from '../pattern.ts';
import type { CompetencyType } from '../schema.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';
import { levelTable } from './people.ts';

const isClusterCount = pattern(
  '(幾|多少)(個|種|類)?(工作群|群)|how many (work )?(clusters|groups)|number of (work )?clusters',
);
const isLevelCount = pattern('(幾|多少)(個|種)?層級|how many levels');
const isTaskCount = pattern(
  '(幾|多少)(個|項|種|列|類)?(工作項目|業務項目|任務)|(工作項目|業務項目|任務).{0,12}(幾|多少|哪.?)(個|項|種|列|類)|(資通履約|技術領域|政策業務)管理?.{0,6}(幾|多少)(個|項|種|列)|how many (different )?(work )?tasks',
);
const isCompetencyCount = pattern(
  '(幾|多少)(個|項|種)?.{0,6}職能|職能.{0,12}(幾|多少)(個|項|種)|how many.{0,30}competenc|number of.{0,24}competenc',
);
const isCountry = pattern(
  '英國|美國|新加坡|各國|united kingdom|(?<![a-z])(uk|us|usa|u.s.|britain|british|american|singapore)(?![a-z])|united states|america',
);

/** The study's own sentences tell them. */
const isAreaCount = pattern(
  '領域|職系|職位|角色|等級|(?<![a-z])(areas?|famil(y|ies)|roles?|grades?|series)(?![a-z])',
);

/** How many competencies, clusters, levels, tasks. */
export async function answerStructureCount(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { text } = reading;
  const rows = (table: string) => facts.lexicon.tasks.filter((row) => row.tableId === table).length;
  if (!reading.asks.howMany || reading.competencies.length > 0 || reading.asks.ai) return null;
  if (isCountry.test(text)) return isAreaCount.test(text) ? null : countries(facts);
  if (isCompetencyCount.test(text) && !reading.asks.people) return competencyCount(facts);
  if (isTaskCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            `工作項目共 ${facts.lexicon.tasks.length} 列：資通履約管理 ${rows('contract')} 列、技術領域管理 ${rows('tech')} 列、資通訊政策業務管理 ${rows('policy')} 列。`,
            `There are ${facts.lexicon.tasks.length} task rows: ${rows('contract')} in ICT contract management, ${rows('tech')} in technical management and ${rows('policy')} in ICT policy work.`,
          ),
          { source: 'task-table-contract' },
          { source: 'task-table-tech' },
          { source: 'task-table-policy' },
        ),
        claim(
          t(
            '「需求收集與轉換規格」印了兩次，第 10 列起的委外標籤可能錯位。',
            '「需求收集與轉換規格」 is printed twice, and the outsourced labels from row 10 on may be misplaced.',
          ),
          doubt('C1'),
        ),
      ),
    ]);
  if (isClusterCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            `研究把人員分為五個工作群：${facts.lexicon.clusters.map((one) => one.name).join('、')}。`,
            `The study forms five clusters: ${facts.lexicon.clusters.map((one) => say.cluster(one.id)).join(', ')}.`,
          ),
          ...facts.lexicon.clusters.map((one) => levelTable(one.name)),
        ),
      ),
    ]);
  if (isLevelCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            '分為三個層級：基層、中階、高階。',
            'There are three levels: basic (基層), middle (中階) and senior (高階).',
          ),
          levelTable('總計'),
        ),
      ),
    ]);
  return null;
}

function competencyCount(facts: Facts): Draft {
  const { reading, say, t } = facts;
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types: CompetencyType[] = reading.types.length > 0 ? [...reading.types] : ['共通', '技術', '管理'];
  const claims = levels.map((level) => {
    const counts = types.map((type) => {
      const number = facts.lexicon.competencies.filter(
        (one) => one.level === level && one.type === type,
      ).length;
      return { type, number };
    });
    const total = counts.reduce((sum, one) => sum + one.number, 0);
    const named = (type: CompetencyType) =>
      facts.lexicon.competencies
        .filter((one) => one.level === level && one.type === type)
        .map((one) => (facts.language === 'en' ? say.competency(one.name) : one.name))
        .join(t('、', ', '));
    const names = (type: CompetencyType) =>
      types.length === 1 || levels.length === 1 ? t(`（${named(type)}）`, ` (${named(type)})`) : '';
    const parts = counts
      .map((one) =>
        t(
          `${one.type} ${one.number} 項${names(one.type)}`,
          `${one.number} ${say.type(one.type)}${names(one.type)}`,
        ),
      )
      .join(t('、', ', '));
    return claim(
      types.length > 1
        ? t(
            `${say.level(level)}題組共 ${total} 項：${parts}`,
            `${say.level(level)}: ${total} in all, ${parts}`,
          )
        : t(`${say.level(level)}題組有${parts}`, `${say.level(level)}: ${parts}`),
      { source: `table-competency-by-cluster-${level}`, section: '說明與基數' },
    );
  });
  return answered([
    list(claims, t('依問卷題組計算：', 'Counted by the question blocks of the survey:')),
    paragraph(
      ...(levels.includes('basic' as never) && types.includes('管理')
        ? [
            claim(
              t(
                '基層的管理職能有問卷數值，但架構沒有為基層寫出說明。',
                'Basic-level management competencies have survey values, but the framework gives no description for them.',
              ),
              doubt('E2'),
            ),
          ]
        : []),
      ...(types.includes('技術')
        ? [
            claim(
              t(
                '兩張技術職能清單的標題在中階重疊，這裡依問卷歸層級。',
                'The headings of the two technical lists overlap at middle level; this follows the survey.',
              ),
              doubt('E1'),
            ),
          ]
        : []),
    ),
  ]);
}

function countries(facts: Facts): Draft | null {
  const { reading, t } = facts;
  const us = /美國|united states|america|(?<![a-z])(us|usa|u\.s\.)(?![a-z])/u.test(reading.text);
  const ref = (section: string, says: string) => ({ source: 'study-country-comparison', section, says });
  if (!us && !/各國/u.test(reading.text)) return null;
  if (!/職能|指標|competenc/u.test(reading.text)) return null;
  return answered([
    paragraph(
      claim(
        t(
          '依研究的比較，美國把職能分為一般職能 43 項與技術職能 14 項。',
          'By the study, the United States has 43 general and 14 technical competencies.',
        ),
        ref('美國的職能架構', '43項'),
      ),
      claim(
        t(
          '部分報導引 2023 年美國人事管理局文件作 44 項與 14 項，本庫照研究引用。',
          'Some press reports of the 2023 OPM memo give 44 and 14; we cite the study.',
        ),
        ref('美國的職能架構', '44 項'),
      ),
    ),
  ]);
}
