import type { PlanWords } from '../../../../features/field/visits/screens/list/visit-table.tsx';
import type { ShownPlan } from '../../../../features/mission/plan/plan-replies.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';

/** What the plan calls its phases and forms, in the language of the page. */
export function wordsOf(messages: Messages, plan: ShownPlan): PlanWords {
  const phases = () =>
    plan.phases.map(({ key, name }) => ({ value: key, label: messages.localized(name)?.text ?? key }));
  return {
    phases,
    phase: (key) => phases().find(({ value }) => value === key)?.label ?? key,
    form: (id) => plan.forms.find((form) => form.id === id)?.title ?? id,
    moment: (instant) => messages.formatInstant(Date.parse(instant), { timezone: plan.zone }),
  };
}
