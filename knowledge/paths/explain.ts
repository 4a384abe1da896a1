import type { Language } from '../../core/language.ts';
import { proficiencyLabels } from '../courses/labels.ts';
import type { Course } from '../courses/schema.ts';
import type { TargetFile } from '../proficiency/schema.ts';
import type { Gap, PathModule, Reached } from './problem.ts';
import type { Weight } from './weights.ts';

/** A reason: the rule it comes from, in words, and what the words were made of. */
export interface Reason {
  readonly rule: string;
  readonly text: string;
  readonly data: Record<string, unknown>;
}

/** What the reasons are made of. */
export interface Derivation {
  readonly language: Language;
  readonly clusterName: string;
  readonly levelName: string;
  readonly weights: ReadonlyMap<string, Weight>;
  readonly gaps: ReadonlyMap<string, Gap>;
  readonly targets: TargetFile;
  readonly catalogue: ReadonlyMap<string, Course>;
  /** Names of approved badges by id, in the language. */
  readonly badges: ReadonlyMap<string, string>;
  /** Where the passages that rules rest on can be read, by the id of their source. */
  readonly passages: ReadonlyMap<string, string>;
  /** A competency's name in the language. */
  name(competency: string): string;
}

/** What a step adds when its turn comes. */
export interface Gain {
  readonly competency: string;
  readonly from: number;
  readonly to: number;
}

const typeNames: Record<string, string> = { 共通: 'common', 技術: 'technical', 管理: 'management' };

const two = (value: number) => value.toFixed(2);
/** Hours without needless zeros. */
export const hoursText = (centihours: number) => String(Number((centihours / 100).toFixed(2)));

export function titleOf({ catalogue, language }: Derivation, id: string): string {
  const title = catalogue.get(id)?.title[language] ?? id;
  return language === 'en' ? `“${title}”` : `〈${title}〉`;
}

function standing(language: Language, proficiency: number): string {
  const label = proficiencyLabels[proficiency]![language];
  return language === 'en' ? `${proficiency} (${label})` : `${proficiency}（${label}）`;
}

function whyGap(d: Derivation, gain: Gain): Reason {
  const { language } = d;
  const { goal } = d.gaps.get(gain.competency)!;
  const name = d.name(gain.competency);
  const [from, to] = [gain.from, gain.to].map((one) => standing(language, one));
  return {
    rule: 'gap',
    text:
      language === 'en'
        ? `Takes ${name} from ${from} to ${to}; our draft goal at ${d.levelName} is ${goal}.`
        : `把「${name}」從 ${from}帶到 ${to}，本庫暫訂的${d.levelName}目標是 ${goal}。`,
    data: { ...gain, goal, targets: d.targets.id, version: d.targets.version },
  };
}

function whoRanked(d: Derivation, { cell }: Weight): string {
  if (d.language === 'en')
    return cell.cluster === 'ALL'
      ? 'respondents of all clusters'
      : `respondents of the cluster ${d.clusterName}`;
  return cell.cluster === 'ALL' ? '各工作群合計的填答者' : `「${d.clusterName}」的填答者`;
}

function baseOf(language: Language, { n, support }: Weight['cell']): string {
  if (n === null) return language === 'en' ? ', N not determinable' : '，人數無法確定';
  const few =
    support === 'few' ? (language === 'en' ? ', too few to generalise' : '，人數過少，不宜推論') : '';
  return language === 'en' ? `, N = ${n}${few}` : `，N=${n}${few}`;
}

function whyLift(d: Derivation, weight: Weight): Reason {
  const { cell, competency } = weight;
  const { language } = d;
  const lift = cell.lift ?? 0;
  const name = d.name(competency);
  const type = language === 'en' ? typeNames[cell.type] : cell.type;
  const least = weight.rule && two(weight.rule.atLeast);
  const raised = {
    en: least ? `; that is below ${least}, so the policy's weight counts` : '',
    'zh-TW': least ? `；低於 ${least}，所以採用政策權重` : '',
  };
  return {
    rule: 'lift',
    text:
      language === 'en'
        ? `Asked about ${d.levelName}, ${whoRanked(d, weight)} gave ${name} ${two(lift)} times the points random ranking would give (rank ${cell.rank} of ${cell.items} ${type} items, ${cell.printed} points${baseOf(language, cell)})${raised.en}.`
        : `問到${d.levelName}職能時，${whoRanked(d, weight)}給「${name}」的積分是隨機排序的 ${two(lift)} 倍（${type}類 ${cell.items} 項中第 ${cell.rank}，${cell.printed} 分${baseOf(language, cell)}）${raised['zh-TW']}。`,
    data: {
      competency,
      lift,
      value: cell.printed,
      rank: cell.rank,
      items: cell.items,
      n: cell.n,
      nBasis: cell.nBasis,
      support: cell.support,
      cluster: cell.cluster,
      government: cell.government,
      table: cell.tableId,
    },
  };
}

function whyRule(d: Derivation, { rule, competency, cell }: Weight): Reason[] {
  if (!rule) return [];
  const { language } = d;
  const { externalId, lines } = rule.source;
  return [
    {
      rule: rule.id,
      text: `${d.name(competency)}${language === 'en' ? ': ' : '：'}${rule.text[language]}`,
      data: {
        competency,
        atLeast: rule.atLeast,
        lift: cell.lift,
        source: externalId,
        lines,
        url: d.passages.get(externalId) ?? null,
      },
    },
  ];
}

function whyFocus(d: Derivation, { focused, competency }: Weight, factor: number): Reason[] {
  if (!focused) return [];
  const name = d.name(competency);
  const text =
    d.language === 'en'
      ? `You chose ${name} as a focus, so it weighs ${factor} times as much.`
      : `您選了「${name}」為想加強的職能，權重乘以 ${factor}。`;
  return [{ rule: 'focus', text, data: { competency, factor } }];
}

function whyNeeded(d: Derivation, module: PathModule, steps: readonly PathModule[]): Reason[] {
  const after = steps.filter(({ prerequisites }) => prerequisites.includes(module.id)).map(({ id }) => id);
  if (after.length === 0) return [];
  const titles = after.map((id) => titleOf(d, id)).join(d.language === 'en' ? ', ' : '、');
  const text =
    d.language === 'en' ? `It has to be done before ${titles}.` : `它是${titles}的先修，要先完成。`;
  return [{ rule: 'prerequisite', text, data: { before: after } }];
}

/** Later steps that begin where this one leads. */
function whyBuiltOn(d: Derivation, gains: readonly Gain[], later: readonly PathModule[]): Reason[] {
  return gains.flatMap(({ competency, from, to }) => {
    const next = later.find((one) =>
      one.develops.some(
        (entry) => entry.competency === competency && entry.from > from && entry.from <= to && entry.to > to,
      ),
    );
    if (!next) return [];
    const start = next.develops.find((entry) => entry.competency === competency)!.from;
    const text =
      d.language === 'en'
        ? `${titleOf(d, next.id)} starts from ${start} in ${d.name(competency)}, which this step reaches.`
        : `${titleOf(d, next.id)}要從「${d.name(competency)}」${start} 開始，這一步先到 ${to}。`;
    return [{ rule: 'chain', text, data: { competency, next: next.id, from: start } }];
  });
}

function whyBadge(d: Derivation, { badge }: Course): Reason[] {
  const name = badge && d.badges.get(badge);
  if (!name) return [];
  const text = d.language === 'en' ? `It leads to the badge ${name}.` : `完成後可以申請徽章「${name}」。`;
  return [{ rule: 'badge', text, data: { badge, name, url: `/badges/${badge}` } }];
}

/** When the step would fall away. */
function whatWouldDropIt(d: Derivation, module: PathModule): Reason {
  const parts = module.develops.map(({ competency, to }) =>
    d.language === 'en' ? `${to} in ${d.name(competency)}` : `「${d.name(competency)}」${to}`,
  );
  const text =
    d.language === 'en'
      ? `If you are at ${parts.join(' and ')} already, this step falls away.`
      : `如果您的程度已到${parts.join('、')}，就不需要這一步。`;
  return {
    rule: 'would-drop',
    text,
    data: { attained: module.develops.map(({ competency, to }) => ({ competency, proficiency: to })) },
  };
}

/** Why a step is in the path, the weightiest first, and what would take it out. */
export function explainStep(
  d: Derivation,
  step: { module: PathModule; gains: readonly Gain[]; steps: readonly PathModule[]; focusFactor: number },
): Reason[] {
  const { module, gains, steps } = step;
  const own = gains.flatMap((gain) => {
    const weight = d.weights.get(gain.competency)!;
    return [
      whyGap(d, gain),
      ...whyRule(d, weight),
      whyLift(d, weight),
      ...whyFocus(d, weight, step.focusFactor),
    ];
  });
  const later = steps.slice(steps.indexOf(module) + 1);
  return [
    ...own,
    ...whyBuiltOn(d, gains, later),
    ...whyNeeded(d, module, steps),
    ...whyBadge(d, d.catalogue.get(module.id)!),
    ...(module.develops.length > 0 ? [whatWouldDropIt(d, module)] : []),
  ];
}

/** The competencies in which a path goes further than before, as counted. */
export function gainsBetween(gaps: Iterable<Gap>, before: Reached, after: Reached): Gain[] {
  return [...gaps].flatMap(({ competency }) => {
    const [from, to] = [before[competency]!, after[competency]!];
    return to > from ? [{ competency, from, to }] : [];
  });
}
