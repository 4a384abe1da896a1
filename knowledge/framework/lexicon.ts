import type { Queryable } from '../../core/db/client.ts';
import { fold } from '../text/fold.ts';
import type { CompetencyRow, NameRow, TaskRow } from './queries.ts';
import { selectCompetencies, selectFrameworkHash, selectNames, selectTasks } from './queries.ts';

/** Every name the framework uses, as the database has it. */
export interface Lexicon {
  readonly levels: readonly NameRow[];
  readonly clusters: readonly NameRow[];
  readonly governments: readonly NameRow[];
  readonly competencies: readonly CompetencyRow[];
  readonly tasks: readonly TaskRow[];
}

export type TermKind =
  | 'level'
  | 'cluster'
  | 'government'
  | 'competency'
  | 'type'
  | 'task'
  | 'project-management';

/**
 * A way to write a name. `strong` always counts; `grouped` only before a word such as 群 or staff;
 * `weak` only when nothing stronger of its kind is named and the question is clearly about the tables.
 */
export interface Term {
  readonly kind: TermKind;
  readonly id: string;
  readonly text: string;
  readonly strength: 'strong' | 'grouped' | 'weak';
}

let latest: { hash: string; lexicon: Lexicon } | undefined;

/** The names as loaded; read again only when the content has changed. */
export async function readLexicon(db: Queryable): Promise<Lexicon> {
  const hash = (await selectFrameworkHash(db)) ?? '';
  if (latest?.hash === hash) return latest.lexicon;
  const names = await selectNames(db);
  const lexicon = {
    levels: names.filter((name) => name.kind === 'level'),
    clusters: names.filter((name) => name.kind === 'cluster'),
    governments: names.filter((name) => name.kind === 'government'),
    competencies: await selectCompetencies(db),
    tasks: await selectTasks(db),
  };
  latest = { hash, lexicon };
  return lexicon;
}

/** Folded, and without the spaces people put between Chinese and Latin letters. */
export function foldForMatching(text: string): string {
  return fold(text).replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '');
}

const projectManagement = ['專案管理', 'project management'];
const groupedWords = new Set(['系統', 'systems', '專案', '系統開發', 'composite'].map(fold));
const looseLevelWords = new Set(
  ['承辦人', '高層', '中層', 'junior', 'entry level', 'front-line staff', 'middle'].map(fold),
);
const looseClusterWords = new Set(['mixed', '硬體', '複合', 'hardware'].map(fold));
const looseRelations = /informal|related|predecessor|abbreviation|split/;
const exactLooseNames = new Set(['新興技術與評估', '新興技術監測'].map(fold));

/** Words people use that the content does not list. */
const extraTerms: readonly [TermKind, string, Term['strength'], ...string[]][] = [
  ['level', 'basic', 'strong', '基層', '初階', '基層級', 'basic level', 'entry-level', 'junior staff'],
  [
    'level',
    'mid',
    'strong',
    '中階',
    '中級',
    'middle level',
    'middle-level',
    'mid level',
    'mid-level',
    'middle manager',
  ],
  ['level', 'senior', 'strong', '高階', '高級', '高階層', 'senior level', 'senior-level', 'senior manager'],
  ['level', 'senior', 'weak', 'executives', 'top managers', 'leaders'],
  ['level', 'basic', 'weak', '第一線', 'frontline', 'front-line'],
  ['cluster', 'hw', 'strong', '硬體維護資安', '硬體資安', 'hardware and security', 'hardware maintenance'],
  [
    'cluster',
    'sys',
    'strong',
    '系統規劃開發',
    'systems planning',
    'system-planning',
    'systems-planning',
    'system planner',
    'systems planner',
    'system planning and development',
  ],
  ['cluster', 'mix', 'strong', 'mixed function', 'multifunction', 'multi-functional', '複合型'],
  ['cluster', 'non', 'strong', 'non-core', 'noncore', 'non core', '非核心群', '非資訊核心'],
  ['cluster', 'pm', 'grouped', 'pm', '專管'],
  ['government', 'central', 'strong', '中央機關', '中央部會', 'central agencies', 'central government'],
  ['government', 'municipality', 'strong', '直轄市', '六都', 'special municipality', 'municipal government'],
  ['government', 'local', 'strong', '地方機關', '縣市政府', 'local government', 'county', 'counties'],
  ['competency', 'AI素養', 'strong', 'ai literacy', '人工智慧素養', 'ai素質'],
  [
    'competency',
    '資訊安全與倫理',
    'strong',
    '資訊安全倫理',
    '資安倫理',
    'security and ethics',
    'security ethics',
    '資訊倫理',
    'information security & ethics',
  ],
  ['competency', '法規與實際運用', 'weak', '法規', '法令', 'regulations'],
  ['competency', '法規與實際運用', 'strong', 'law competency', '法規與實務運用', '法規實際運用', '法規運用'],
  [
    'competency',
    '新興技術監測與評估',
    'strong',
    '新興技術評估',
    '新興技術監測',
    'emerging technology assessment',
  ],
  ['competency', '新興技術監測與評估', 'strong', 'emerging technology monitoring', 'emerging tech'],
  [
    'competency',
    '新興技術監測與評估',
    'weak',
    '新興技術',
    '新興科技',
    'emerging technology',
    'emerging-technology',
    'emerging technologies',
  ],
  [
    'competency',
    'AI產品與系統評測',
    'strong',
    'ai產品評測',
    'ai系統評測',
    'ai product evaluation',
    'ai system evaluation',
  ],
  ['competency', 'AI系統設計與應用', 'strong', 'ai系統設計', 'ai design and application', 'ai設計與應用'],
  [
    'competency',
    '基本工作職能',
    'strong',
    '基本職能',
    'basic work competency',
    'basic work competencies',
    'basic competencies',
  ],
  ['competency', '跨域管理', 'strong', '跨域', 'cross domain management', 'cross-domain'],
  ['competency', '資通訊網路管理', 'strong', '資通網路管理', 'ict network management'],
  ['competency', '系統分析與設計', 'strong', '系統分析設計', 'systems analysis', 'system analysis'],
  ['competency', '系統開發專案管理', 'strong', 'system development project', '系統專案管理', '開發專案管理'],
  ['competency', '持續管理', 'strong', '營運持續', 'continuity'],
  ['competency', '企業架構', 'strong', 'enterprise architecture'],
  [
    'type',
    '共通',
    'strong',
    '共通職能',
    '共通類',
    '共通',
    'common competency',
    'common competencies',
    'common',
    'generic',
  ],
  [
    'type',
    '技術',
    'strong',
    '技術職能',
    '技術類',
    '技術性職能',
    'technical competency',
    'technical competencies',
    'technical',
  ],
  [
    'type',
    '管理',
    'strong',
    '管理職能',
    '管理類',
    '管理性職能',
    'management competency',
    'management competencies',
  ],
  ['task', 'tech-5', 'strong', '資安稽核', 'security audit'],
  ['task', 'tech-7', 'strong', '網站管理', 'website management'],
  ['task', 'tech-9', 'strong', '機房', 'server room', 'data center', 'data centre'],
  ['task', 'tech-4', 'strong', '網路與安全', '網路安全管理', 'network and security'],
  ['task', 'tech-12', 'strong', '資產管理', '資訊資產', 'asset management'],
  ['task', 'tech-1', 'strong', '資料庫', 'database'],
  ['task', 'tech-3', 'strong', '系統監控', 'system monitoring'],
  ['task', 'tech-6', 'strong', '數據共享', '資料共享', 'data sharing'],
  ['task', 'tech-8', 'strong', 'cloud service', 'cloud'],
  [
    'task',
    'contract-5',
    'strong',
    '廠商',
    'vendor management',
    'managing vendors',
    'manage vendors',
    'manages vendors',
  ],
  ['task', 'contract-4', 'strong', '跨部門溝通', 'coordination across departments', 'cross-department'],
  ['task', 'contract-1', 'strong', '需求收集', 'collecting requirements'],
  ['task', 'contract-6', 'strong', '專案審查', '查驗', 'inspection'],
  ['task', 'policy-4', 'strong', '先進技術', 'advanced technology'],
  ['task', 'policy-1', 'strong', '資安政策', 'security policy'],
];

function strengthOf(kind: TermKind, text: string, relation = ''): Term['strength'] {
  if (kind === 'level' && looseLevelWords.has(fold(text))) return 'weak';
  if (kind === 'cluster' && looseClusterWords.has(fold(text))) return 'weak';
  if (kind === 'cluster') return groupedWords.has(fold(text)) ? 'grouped' : 'strong';
  if (kind === 'competency' && looseRelations.test(relation) && !exactLooseNames.has(fold(text)))
    return 'weak';
  return 'strong';
}

function nameTerms(kind: TermKind, rows: readonly NameRow[]): Term[] {
  return rows.flatMap((row) =>
    [row.name, row.nameEn, ...row.aliases].map((text) => ({
      kind,
      id: row.id,
      text,
      strength: strengthOf(kind, text),
    })),
  );
}

function competencyTerms(rows: readonly CompetencyRow[]): Term[] {
  return rows.flatMap((row) => [
    { kind: 'competency' as const, id: row.name, text: row.name, strength: 'strong' as const },
    { kind: 'competency' as const, id: row.name, text: row.nameEn, strength: 'strong' as const },
    ...row.aliases.map((alias) => ({
      kind: 'competency' as const,
      id: row.name,
      text: alias.text,
      strength: strengthOf('competency', alias.text, alias.relation),
    })),
  ]);
}

/** Rows 7 to 15 of the contract table repeat in-house names; the bare name means the in-house row. */
function taskTerms(rows: readonly TaskRow[]): Term[] {
  return rows
    .filter((row) => row.outsourced === false || row.id === 'contract-8')
    .flatMap((row) =>
      [row.task, row.labelEn.replace(' (outsourced)', '')].map((text) => ({
        kind: 'task' as const,
        id: row.id,
        text,
        strength: 'strong' as const,
      })),
    );
}

const termsByLexicon = new WeakMap<Lexicon, readonly Term[]>();

/** All terms, folded, longest first; 專案管理 is one term whose meaning the question must settle. */
export function termsOf(lexicon: Lexicon): readonly Term[] {
  const terms = termsByLexicon.get(lexicon) ?? buildTerms(lexicon);
  termsByLexicon.set(lexicon, terms);
  return terms;
}

function buildTerms(lexicon: Lexicon): Term[] {
  const terms = [
    ...nameTerms('level', lexicon.levels),
    ...nameTerms('cluster', lexicon.clusters),
    ...nameTerms('government', lexicon.governments),
    ...competencyTerms(lexicon.competencies),
    ...taskTerms(lexicon.tasks),
    ...extraTerms.flatMap(([kind, id, strength, ...texts]) =>
      texts.map((text) => ({
        kind,
        id,
        text,
        strength: strength === 'strong' ? strengthOf(kind, text) : strength,
      })),
    ),
    ...projectManagement.map((text) => ({
      kind: 'project-management' as const,
      id: '專案管理',
      text,
      strength: 'strong' as const,
    })),
  ];
  const seen = new Set<string>();
  return (
    terms
      .map((term) => ({ ...term, text: foldForMatching(term.text) }))
      .filter(
        (term) => term.kind === 'project-management' || !projectManagement.map(fold).includes(term.text),
      )
      // A type (管理職能) is looked for last: it may be the tail of a competency's name (專案管理職能).
      .sort((a, b) => Number(a.kind === 'type') - Number(b.kind === 'type') || b.text.length - a.text.length)
      .filter((term) => {
        const key = `${term.kind} ${term.text}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      })
  );
}
