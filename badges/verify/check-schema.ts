import { type ClaimedCredential, isObject, listOf } from './credential-form.ts';
import { type Check, failed, passed } from './report.ts';
import { findShapeFault } from './shape.ts';

/** The older data model by the newer one's names; it let a subject go without an achievement. */
function asCurrent({ members, model }: ClaimedCredential): Record<string, unknown> {
  if (model === 'vcdm2') return members;
  const { credentialSubject: subject } = members;
  const bare = isObject(subject) && subject.achievement === undefined;
  return {
    ...members,
    validFrom: members.validFrom ?? members.issuanceDate,
    ...(bare && { credentialSubject: { ...subject, achievement: emptyAchievement } }),
  };
}
const emptyAchievement = { id: 'none', type: ['Achievement'], name: '', description: '', criteria: {} };

/** A result that names a description of another achievement says nothing. */
function strayResult(subject: Record<string, unknown>): string | undefined {
  const achievement = isObject(subject.achievement) ? subject.achievement : {};
  const known = new Set(listOf(achievement.resultDescription).map((one) => isObject(one) && one.id));
  const stray = listOf(subject.result).findIndex(
    (one) =>
      isObject(one) && one.resultDescription !== undefined && !known.has(one.resultDescription as string),
  );
  return stray < 0 ? undefined : `.credentialSubject.result.${stray}.resultDescription`;
}

/** Whether the content follows the data model: members, their types, who it is for, results that point somewhere. */
export function checkSchema(credential: ClaimedCredential): Check {
  const members = asCurrent(credential);
  const fault = findShapeFault(members, 'Credential');
  if (fault) return failed('schema', 'schema_invalid', { note: fault });
  const subject = members.credentialSubject as Record<string, unknown>;
  if (subject.id === undefined && listOf(subject.identifier).length === 0)
    return failed('schema', 'subject_unidentified');
  const stray = strayResult(subject);
  if (stray) return failed('schema', 'schema_invalid', { note: stray });
  return passed('schema', remarkOn(credential, subject));
}

/** Nothing in the standard shows whether an issuer may award an achievement; that it defined it is a sign. */
function remarkOn({ issuerId }: ClaimedCredential, subject: Record<string, unknown>) {
  const achievement = isObject(subject.achievement) ? subject.achievement : {};
  const creator = isObject(achievement.creator) ? achievement.creator.id : undefined;
  return creator === issuerId ? {} : ({ code: 'achievement_not_issuers_own' } as const);
}
