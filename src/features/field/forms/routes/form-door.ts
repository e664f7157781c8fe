import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { getForm, lockForm, type StoredForm } from '../store/keep-forms.ts';

/** A form with the mission that it belongs to. */
export interface FormOfMission {
  readonly form: StoredForm;
  readonly mission: Awaited<ReturnType<typeof getMission>>;
}

/** How a request names a form. */
export interface FormAddress {
  readonly mission: string;
  readonly form: string;
}

/** The form that a request names. @throws Problem `not-found`. */
export async function findAddressed(sql: Db, address: FormAddress): Promise<FormOfMission> {
  const mission = await getMission(sql, address.mission);
  return { mission, form: await getForm(sql, mission.id, address.form) };
}

/** The form that a request names, taken for a change. @throws Problem `not-found`, `mission-archived`. */
export async function lockAddressed(sql: Db, address: FormAddress): Promise<FormOfMission> {
  const mission = await getWorkingMission(sql, address.mission);
  return { mission, form: await lockForm(sql, mission.id, address.form) };
}

/** How the audit names a form. */
export function subjectOf({ mission, form }: FormOfMission): { kind: string; id: string } {
  return { kind: 'form', id: `${mission.slug}/${form.formId}` };
}

/** The election that what is done to a form is noted under. */
export function electionOf({ mission }: FormOfMission): string | null {
  return mission.electionId;
}

/** More faults than these help nobody. */
const MOST_ISSUES = 100;

/** Why a workbook was not taken: each fault with its sheet as `file`. */
export function refusedForm(faults: readonly FormFault[]): Problem {
  const errors = faults.filter(({ severity }) => severity === 'error');
  const issues = errors
    .slice(0, MOST_ISSUES)
    .map(({ sheet, code, parameters, severity, row, column }): ProblemIssue => {
      const place = sheet === null ? {} : { file: sheet };
      return { code, parameters, severity, row, column, ...place };
    });
  return new Problem('form-refused', { count: errors.length }, issues);
}
