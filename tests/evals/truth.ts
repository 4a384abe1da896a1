import type { CheckedPassage, FindingCode } from '../../knowledge/answers/check/check-claim.ts';
import { checkClaim } from '../../knowledge/answers/check/check-claim.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import type { EvalQuestion } from './question.ts';
import type { EvalReply } from './score.ts';
import type { AskReply, EvalTarget } from './target.ts';

/** What can be measured of a reply's truth without a judge. */
export interface Truth {
  /** Cited sources that were expected, of those cited, and of those expected; undefined where nothing was expected. */
  readonly cited: { readonly right: number; readonly given: number; readonly wanted: number } | undefined;
  /** Statements in prose that were checked, and those their passages do not support. */
  readonly checked: number;
  readonly unsupported: number;
  /** Of those, by a number or a date. */
  readonly numbers: number;
  /** The unsupported statements, each with what its passages do not say. */
  readonly faults: readonly string[];
  readonly generative: boolean;
  readonly degraded: boolean;
}

const none: Truth = {
  cited: undefined,
  checked: 0,
  unsupported: 0,
  numbers: 0,
  faults: [],
  generative: false,
  degraded: false,
};

function citedOf({ expect }: EvalQuestion, reply: AskReply): Truth['cited'] {
  const { all = [], any = [], atLeast } = expect.cite ?? {};
  const fitting = new Set([...all, ...any, ...(atLeast?.of ?? [])]);
  if (fitting.size === 0 || reply.outcome !== 'answered') return undefined;
  const given = new Set(reply.citations.flatMap(({ externalId }) => externalId ?? []));
  const right = [...given].filter((id) => fitting.has(id)).length;
  const wanted = all.length + (any.length > 0 ? 1 : 0) + (atLeast?.n ?? 0);
  return { right, given: given.size, wanted };
}

const NUMERIC: ReadonlySet<FindingCode> = new Set(['number', 'date', 'bound', 'binding']);

/** Tables are computed and say nothing in prose; what cites them is judged by the answers expected. */
function statementsOf(reply: AskReply): { text: string; cites: AskReply['citations'] }[] {
  return reply.answer
    .split('\n')
    .flatMap((line) => line.split(/(?<=\[\d+\])\s+/u))
    .map((text) => ({
      text: text
        .replace(/\[\d+\]/g, '')
        .replace(/^\s*-\s+/, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .trim(),
      cites: reply.citations.filter(({ n }) => text.includes(`[${n}]`)),
    }))
    .filter(
      ({ cites }) => cites.length > 0 && cites.every(({ kind }) => !['framework', 'course'].includes(kind)),
    );
}

async function passagesOf(target: EvalTarget, cites: AskReply['citations']): Promise<CheckedPassage[]> {
  const found = await Promise.all(cites.map(({ passageId }) => target.passage(passageId)));
  return found.flatMap((passage) => {
    if (!passage) return [];
    const { id, text, title, section, english } = passage;
    return [{ id, text, about: [title, ...english, ...section], language: detectLanguage(text) }];
  });
}

/** Holds each cited statement of a reply against the passages it cites. */
export async function measureTruth(
  target: EvalTarget,
  question: EvalQuestion,
  got: EvalReply,
): Promise<Truth> {
  const { reply } = got;
  if (!reply) return none;
  const statements = reply.outcome === 'answered' ? statementsOf(reply) : [];
  const faults: string[] = [];
  let numbers = 0;
  for (const { text, cites } of statements) {
    const findings = checkClaim(text, await passagesOf(target, cites), detectLanguage(text));
    if (findings.length > 0)
      faults.push(`${text} (${findings.map(({ code, what }) => `${code}: ${what}`).join('; ')})`);
    if (findings.some(({ code }) => NUMERIC.has(code))) numbers++;
  }
  return {
    cited: citedOf(question, reply),
    checked: statements.length,
    unsupported: faults.length,
    numbers,
    faults,
    generative: reply.mode === 'generative',
    degraded: reply.degraded !== undefined,
  };
}
