import type { Language } from '../../../core/language.ts';
import { pointsPerAnswer } from '../importance.ts';
import type { Lexicon } from '../lexicon.ts';
import type { TaskRow, ValueRow } from '../queries.ts';
import type { CompetencyType, LevelId } from '../schema.ts';

const typeNames: Record<CompetencyType, string> = { 共通: 'common', 技術: 'technical', 管理: 'management' };

/** An English name inside a sentence: no capital, unless it is an abbreviation. */
function running(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

export const mention = /⟦([^⟧]*)⟧/g;

/**
 * Gives printed Chinese names in parentheses the first time each is mentioned, and drops the later marks.
 * @param none drops them all
 */
export function renderMentions(none = false): (text: string) => string {
  const mentioned = new Set<string>();
  return (text) =>
    text.replace(mention, (_, name: string) => {
      if (none || mentioned.has(name)) return '';
      mentioned.add(name);
      return ` (${name})`;
    });
}

/** Names and cells in the language of one answer; an English name carries a mark with the printed one. */
export class Say {
  constructor(
    readonly language: Language,
    private readonly lexicon: Lexicon,
  ) {}

  private get zh(): boolean {
    return this.language === 'zh-TW';
  }

  private english(name: string, english: string): string {
    return `${english}⟦${name}⟧`;
  }

  competency(name: string): string {
    const row = this.lexicon.competencies.find((one) => one.name === name);
    return this.zh || !row ? `「${name}」` : this.english(name, running(row.nameEn));
  }

  level(id: string): string {
    const row = this.lexicon.levels.find((one) => one.id === id);
    if (!row) return this.zh ? '各層級' : 'all levels';
    return this.zh ? row.name : this.english(row.name, row.nameEn.toLowerCase());
  }

  cluster(id: string): string {
    const row = this.lexicon.clusters.find((one) => one.id === id);
    if (!row) return this.zh ? '總平均' : this.english('總平均', 'the overall mean');
    return this.zh ? row.name : this.english(row.name, running(row.nameEn));
  }

  /** With the word for cluster, and the government where one is meant. */
  group(cluster: string, government = 'ALL'): string {
    if (cluster === 'ALL') return this.cluster(cluster);
    const where = government === 'ALL' ? '' : this.government(government);
    if (this.zh) return `${where}${this.cluster(cluster)}工作群`;
    return `the ${this.cluster(cluster)} cluster${where && ` in ${where}`}`;
  }

  government(id: string): string {
    const row = this.lexicon.governments.find((one) => one.id === id);
    if (!row) return this.zh ? '不分政府別' : 'all governments';
    return this.zh ? row.name : this.english(row.name, row.nameEn.toLowerCase());
  }

  type(type: CompetencyType): string {
    return this.zh ? `${type}職能` : this.english(`${type}職能`, `${typeNames[type]} competencies`);
  }

  task(row: TaskRow): string {
    return this.zh ? `「${row.label}」` : `${row.labelEn} (${row.label})`;
  }

  /** N and what it rests on. */
  n(row: ValueRow): string {
    const { n } = row;
    if (n === null) return this.zh ? '研究未印出人數' : 'N is not printed';
    const text = n.toLocaleString('en');
    if (row.nBasis === 'printed') return this.zh ? `N=${text}，印出的人數` : `N=${text}, as printed`;
    if (row.nBasis === 'exact')
      return this.zh ? `N=${text}，人數由本庫從數值還原` : `N=${text}, reconstructed by us from the values`;
    if (row.cluster === 'ALL') return this.zh ? `N 約 ${text}，本庫推論` : `N about ${text}, our inference`;
    if (row.government === 'ALL')
      return this.zh
        ? `N 約 ${text}，印出的工作群人數；本題實際填答人數未印出`
        : `N about ${text}, the printed cluster size; the N of this item is not printed`;
    return this.zh ? `N 約 ${text}，本庫估計` : `N about ${text}, our estimate`;
  }

  /**
   * A cell as it may be shown: from 10 people value and N, 6 to 9 with a warning, 1 to 5 only how many people,
   * a blank as nobody.
   */
  cell(row: ValueRow): string {
    switch (row.support) {
      case 'none':
        return this.zh ? '原表空白，沒有人填答' : 'blank in the table, no respondents';
      case 'tiny':
        return this.zh
          ? `只有 ${row.n} 人填答，不列數值`
          : `only ${row.n} ${row.n === 1 ? 'person' : 'people'} answered, so no value is given`;
      case 'few':
        return this.zh
          ? `${row.printed}（${this.n(row)}；人數太少，不能推論）`
          : `${row.printed} (${this.n(row)}; too few to generalise)`;
      default:
        return this.zh ? `${row.printed}（${this.n(row)}）` : `${row.printed} (${this.n(row)})`;
    }
  }

  /** For lists: the same without the basis of N. */
  shortCell(row: ValueRow): string {
    if (row.support === 'none' || row.support === 'tiny') return this.cell(row);
    if (row.n === null) return row.printed ?? '';
    const about = row.nBasis === 'estimate' ? (this.zh ? 'N 約 ' : 'N about ') : 'N=';
    const warning =
      row.support === 'few' ? (this.zh ? '；人數太少，不能推論' : '; too few to generalise') : '';
    return this.zh
      ? `${row.printed}（${about}${row.n.toLocaleString('en')}${warning}）`
      : `${row.printed} (${about}${row.n.toLocaleString('en')}${warning})`;
  }

  /** What a value of this block is, with its stated maximum. */
  scale(type: CompetencyType, level: LevelId, items: number): string {
    const points = pointsPerAnswer(type, level);
    const ranks = points === 15 ? 5 : points === 10 ? 4 : 3;
    return this.zh
      ? `這是排序積分：本庫推論填答者從 ${items} 項${type}職能中排出前 ${ranks} 名，第一名得 ${ranks} 分（最高值），未排入得 0 分；不是評分、能力高低或達成率，也不能和其他類職能的數值相比。`
      : `These are ranking points: we infer that respondents ranked their top ${ranks} of ${items} ${typeNames[type]} items, the first earning ${ranks} points (the maximum) and unranked items 0; they are not ratings, proficiency or attainment, and cannot be compared with values of another type.`;
  }
}
