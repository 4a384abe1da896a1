import type { Lexicon } from '../../knowledge/framework/lexicon.ts';
import type { LevelId } from '../../knowledge/framework/schema.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { isObject, listOf } from '../verify/credential-form.ts';
import type { NamedCompetency } from './queries.ts';

const maxAlignments = 50;

/** The printed name somebody means, at a level where the framework has it there; undefined for no competency of it. */
function findName(lexicon: Lexicon, text: unknown, level?: string): string | undefined {
  if (typeof text !== 'string') return undefined;
  const wanted = fold(text);
  return lexicon.competencies.find(
    (row) =>
      (level === undefined || row.level === level) &&
      [row.name, row.nameEn, ...row.aliases.map((alias) => alias.text)].some((one) => fold(one) === wanted),
  )?.name;
}

/** `level/competency/proficiency`, as badges made with this framework write it. */
function readCode(lexicon: Lexicon, code: unknown): NamedCompetency | undefined {
  const match = typeof code === 'string' ? /^(basic|mid|senior)\/([^/]{1,100})\/([0-5])$/u.exec(code) : null;
  const competency = match && findName(lexicon, match[2], match[1]);
  return competency ? { competency, level: match[1] as LevelId, proficiency: Number(match[3]) } : undefined;
}

function nameOne(lexicon: Lexicon, alignment: Record<string, unknown>): NamedCompetency | undefined {
  const stated = readCode(lexicon, alignment.targetCode);
  if (stated) return stated;
  const competency = findName(lexicon, alignment.targetName) ?? findName(lexicon, alignment.targetCode);
  return competency ? { competency, level: null, proficiency: null } : undefined;
}

/** The framework's competencies among a badge's alignments, each once; one that states a level goes before one that does not. */
export function nameCompetencies(
  lexicon: Lexicon,
  members: Readonly<Record<string, unknown>>,
): NamedCompetency[] {
  const subject = isObject(members.credentialSubject) ? members.credentialSubject : {};
  const achievement = isObject(subject.achievement) ? subject.achievement : {};
  const found = new Map<string, NamedCompetency>();
  for (const alignment of listOf(achievement.alignment).filter(isObject).slice(0, maxAlignments)) {
    const named = nameOne(lexicon, alignment);
    if (named && !found.get(named.competency)?.level) found.set(named.competency, named);
  }
  return [...found.values()];
}
