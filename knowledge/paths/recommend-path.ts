import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { invalidInput } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { selectCatalogue } from '../courses/catalogue.ts';
import { type Lexicon, readLexicon } from '../framework/lexicon.ts';
import { findPassages, selectAiSets, selectValues } from '../framework/queries.ts';
import { resolveCompetency, resolveName } from '../framework/replies.ts';
import { ClusterId, GovernmentId, LevelId } from '../framework/schema.ts';
import { loadTargets } from '../proficiency/load-proficiency.ts';
import { requireCompetency } from '../proficiency/resolve-competency.ts';
import { selectOpenBadges } from '../progress/badge-queries.ts';
import { buildProblem, findGaps, type PathRequest } from './build-problem.ts';
import { describePath } from './describe-path.ts';
import type { Derivation } from './explain.ts';
import { loadPolicyRules } from './policy-rules.ts';
import type { Gap } from './problem.ts';
import { PathInput, RecommendedPath } from './schema.ts';
import { solve } from './solver.ts';
import { weighCompetencies } from './weights.ts';

const missing = {
  cluster: { 'zh-TW': '請指定工作群', en: 'name a cluster' },
  level: { 'zh-TW': '請指定層級', en: 'name a level' },
};

function required(field: 'cluster' | 'level', typed: string, lexicon: Lexicon): string {
  const found = resolveName(field, typed, lexicon);
  if (found) return found;
  throw invalidInput(missing[field], [{ path: field, message: missing[field].en }]);
}

/** @throws AppError INVALID_INPUT for a name nobody knows, or a focus this level does not have */
function resolveRequest(lexicon: Lexicon, input: PathInput): PathRequest & { government?: GovernmentId } {
  const level = LevelId.parse(required('level', input.level, lexicon));
  const attained = new Map<string, number>();
  for (const { competency, proficiency } of input.attained ?? []) {
    const name = resolveCompetency(competency, lexicon)!;
    attained.set(name, Math.max(proficiency, attained.get(name) ?? 0));
  }
  const focus = (input.focus ?? []).map(
    (competency) => requireCompetency({ competency, level }, lexicon).name,
  );
  const government = resolveName('government', input.government, lexicon);
  return {
    cluster: ClusterId.parse(required('cluster', input.cluster, lexicon)),
    level,
    ...(government && { government: GovernmentId.parse(government) }),
    ...(input.hoursAvailable !== undefined && { hoursAvailable: input.hoursAvailable }),
    attained,
    focus: [...new Set(focus)],
    completed: new Set(input.completed ?? []),
    excluded: new Set(input.excluded ?? []),
  };
}

/** Where the texts that rules rest on can be read: the longest Chinese passage of each. */
async function readRulePassages(db: Queryable): Promise<Map<string, string>> {
  const ids = loadPolicyRules().rules.map(({ source }) => source.externalId);
  const passages = await findPassages(db, ids);
  const longest = passages
    .filter(({ language }) => language === 'zh-TW')
    .sort((a, b) => a.text.length - b.text.length);
  return new Map(longest.map(({ externalId, id }) => [externalId, `/passages/${id}`]));
}

async function readMaterial(ctx: Context, input: PathInput) {
  return ctx.db.transaction(async (db) => {
    const lexicon = await readLexicon(db);
    const request = resolveRequest(lexicon, input);
    const [rows, aiSets] = [await selectValues(db, { level: request.level }), await selectAiSets(db)];
    return {
      lexicon,
      request,
      weights: weighCompetencies(rows, loadPolicyRules(), aiSets, request),
      courses: await selectCatalogue(db),
      openBadges: await selectOpenBadges(db),
      passages: await readRulePassages(db),
    };
  });
}
type Material = Awaited<ReturnType<typeof readMaterial>>;

function deriveIn(language: Language, material: Material, gaps: readonly Gap[]): Derivation {
  const { lexicon, request, weights, courses, openBadges, passages } = material;
  const nameOf = (rows: Lexicon['levels'], id: string) => {
    const row = rows.find((one) => one.id === id);
    return (language === 'en' ? row?.nameEn : row?.name) ?? id;
  };
  return {
    language,
    clusterName: nameOf(lexicon.clusters, request.cluster),
    levelName: nameOf(lexicon.levels, request.level),
    weights: new Map(weights.map((weight) => [weight.competency, weight])),
    gaps: new Map(gaps.map((gap) => [gap.competency, gap])),
    targets: loadTargets(),
    catalogue: new Map(courses.map((course) => [course.id, course])),
    badges: new Map(openBadges.map(({ id, name }) => [id, (language === 'en' && name.en) || name['zh-TW']])),
    passages,
    name: (competency) =>
      (language === 'en' && lexicon.competencies.find((one) => one.name === competency)?.nameEn) ||
      competency,
  };
}

/**
 * The modules that close most of the weighted gap within hours and prerequisites, with every reason, solved once and
 * worded in any language.
 * @throws AppError INVALID_INPUT for names nobody knows; LIMIT, UNAVAILABLE from the solver
 */
export async function solveRequest(
  ctx: Context,
  input: PathInput,
): Promise<(language: Language) => RecommendedPath> {
  const material = await readMaterial(ctx, input);
  const { lexicon, request, weights, courses } = material;
  const gaps = findGaps(request, weights, loadTargets().targets[request.level]);
  const problem = buildProblem(request, courses, gaps);
  const solution = await solve(problem);
  return (language) =>
    describePath(deriveIn(language, material, gaps), { lexicon, request, problem, solution });
}

export const recommendPath = defineCapability({
  name: 'recommend-path',
  title: { 'zh-TW': '學習路徑', en: 'Learning path' },
  description: {
    'zh-TW':
      '在時數與先修限制內，選出能補最多加權差距的課程，並證明沒有更好的組合；每一步都附理由與出處。權重取自研究的排序倍數、具名的政策規則與您想加強的職能；不儲存任何資料。',
    en: 'Chooses the modules that close most of the weighted gap within hours and prerequisites, proven best, each step with its reasons. Weights come from the lifts of the study, named policy rules and your focus. Nothing is stored.',
  },
  input: PathInput,
  output: RecommendedPath,
  allow: 'anonymous',
  acts: false,
  run: async (ctx, input) => (await solveRequest(ctx, input))(ctx.language),
});
