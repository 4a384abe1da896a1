import { stemmer } from 'stemmer';

/** Function words that say nothing about what a passage is about. */
export const STOP_WORDS = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by
can could did do does doing done down during each either else etc every few for from further had has have having he
her here hers him his how i if in into is it its itself just like may me might more most much must my near no nor not
of off on once one only onto or other our out over own per shall she should so some such than that the their them
then there these they this those through thus to too two under until up upon us use used using very was we were what when
where whether which while who whom whose why will with within without would you your`.split(/\s+/),
);

const stems = new Map<string, string>();

/** Porter stem of a lower-case word, remembered. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = stemmer(word);
    if (stems.size < 200_000) stems.set(word, found);
  }
  return found;
}
