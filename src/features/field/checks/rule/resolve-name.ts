import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import type { RuleForm, RuleQuestion, RuleWorld } from './rule-form.ts';
import { type RuleName, STATION_FIELDS } from './term.ts';

const CONTEXT = /^(station|official|other)\.(.+)$/;
/** What `station.registered` means: the subject under which registers keep how many voters a station has. */
export const REGISTERED_SUBJECT = 'voters.registered';

/**
 * What a name of a rule means, without `${}`; a path begins with `/`. Faults without place: `check-name-unknown`,
 * `check-name-ambiguous`, `check-name-clash`, `check-other-missing`, `check-station-field`, `check-subject-unknown`.
 */
export function resolveName(written: string, world: RuleWorld): Result<RuleName, Fault> {
  const [, context, rest = ''] = CONTEXT.exec(written) ?? [];
  if (context === undefined) return inForm(written, { name: written, form: world.form, kind: 'answer' });
  if (world.form.questions.some(({ name }) => name === written))
    return err(fault('check-name-clash', { found: written }));
  if (context === 'station') return ofStation(written, rest, world);
  if (context === 'official') return ofAuthorities(written, rest, world);
  if (world.other === null) return err(fault('check-other-missing', { found: written }));
  return inForm(written, { name: rest, form: world.other, kind: 'other' });
}

function inForm(
  written: string,
  { name, form, kind }: { readonly name: string; readonly form: RuleForm; readonly kind: 'answer' | 'other' },
): Result<RuleName, Fault> {
  const isMeant = (question: RuleQuestion) => (name.startsWith('/') ? question.path : question.name) === name;
  const [question, second] = form.questions.filter(isMeant);
  if (question === undefined) return err(fault('check-name-unknown', { found: written, form: form.formId }));
  if (second !== undefined)
    return err(
      fault('check-name-ambiguous', { found: written, form: form.formId, path: question.path, other: second.path }),
    );
  const { path, type, isMany, isRepeat, choices } = question;
  return ok({ written, source: { kind, path }, type, isMany, isRepeat, choices });
}

function ofStation(written: string, rest: string, world: RuleWorld): Result<RuleName, Fault> {
  if (rest === 'registered') return ofAuthorities(written, REGISTERED_SUBJECT, world);
  const field = STATION_FIELDS.find((one) => one === rest);
  if (field === undefined) {
    const known = ['registered', ...STATION_FIELDS].map((one) => `station.${one}`).join(', ');
    return err(fault('check-station-field', { found: written, known }));
  }
  return ok({ ...SINGLE, written, source: { kind: 'station', field }, type: 'text' });
}

function ofAuthorities(written: string, subject: string, { subjects }: RuleWorld): Result<RuleName, Fault> {
  const type = subjects.get(subject);
  if (type === undefined) return err(fault('check-subject-unknown', { found: written, subject }));
  return ok({ ...SINGLE, written, source: { kind: 'official', subject }, type });
}

const SINGLE = { isMany: false, isRepeat: false, choices: null } as const;
