import type { CallRecord, Rule } from '../calls/schema.ts';
import type { Result, Score } from './schema.ts';

/** One member's scores; a recused member hands in none. */
type Ballot = readonly Score[];

interface Judged {
  readonly id: string;
  readonly ballots: readonly Ballot[];
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
/** As printed, two decimals; thresholds and ranks are applied to what people can read. */
const printed = (value: number) => Math.round(value * 100) / 100;

function found(
  criteria: CallRecord['criteria'],
  { quorum: _quorum, ...rule }: Rule,
  ballots: readonly Ballot[],
): Result {
  const all = criteria.map(({ id }) => {
    const marks = ballots.flatMap((ballot) => ballot.filter((one) => one.criterion === id));
    return {
      id,
      mean: printed(mean(marks.map(({ score }) => score))),
      comments: marks.map(({ comment }) => comment),
    };
  });
  const overall = printed(mean(ballots.flatMap((ballot) => ballot.map(({ score }) => score))));
  const low = all.some((one) => one.mean < rule.minCriterion);
  const ground = overall < rule.passMean ? 'below_mean' : low ? 'low_criterion' : 'passed';
  return { ground, mean: overall, judges: ballots.length, criteria: all };
}

/** Those with too few ballots for the rule to apply. */
export function lackingQuorum(rule: Rule, judged: readonly Judged[]): string[] {
  return judged.filter(({ ballots }) => ballots.length < rule.quorum).map(({ id }) => id);
}

/**
 * The published rule applied to every nomination of a call at once. Where places are few the highest means have them;
 * whoever equals the last of these is selected too, so that no order but the score's decides.
 */
export function applyRule(
  call: Pick<CallRecord, 'criteria' | 'rule'>,
  judged: readonly Judged[],
): Map<string, Result> {
  const results = new Map(judged.map(({ id, ballots }) => [id, found(call.criteria, call.rule, ballots)]));
  const passing = [...results.values()].filter(({ ground }) => ground === 'passed').map((one) => one.mean);
  const { places } = call.rule;
  const last = places === undefined ? undefined : passing.sort((a, b) => b - a)[places - 1];
  for (const [id, result] of results)
    if (result.ground === 'passed' && last !== undefined && result.mean < last)
      results.set(id, { ...result, ground: 'no_place' });
  return results;
}
