import { compareTwoCases } from './compare-two.ts';
import { draftCase } from './draft-case.ts';
import { listSimilarCases } from './find-similar-cases.ts';
import { hideNames } from './hide-names.ts';
import { createIntake, deleteIntake, followIntake, listIntakes } from './intakes.ts';
import { listCaseChanges } from './list-changes.ts';
import { listCaseVersions } from './list-versions.ts';
import { deleteCase, reviseCase } from './revise-case.ts';
import { saveCase, startCase } from './write-case.ts';

/** Writing cases as one goes and keeping them in view, for the one list. */
export const caseCapabilities = {
  startCase,
  saveCase,
  reviseCase,
  deleteCase,
  hideNames,
  draftCase,
  listSimilarCases,
  listCaseChanges,
  listCaseVersions,
  compareTwoCases,
  createIntake,
  listIntakes,
  followIntake,
  deleteIntake,
} as const;
