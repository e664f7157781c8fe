import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { ShownPlan, VisitsAdded } from '../plan-replies.ts';
import { Refusal } from './refusal.tsx';
import { readStop } from './stop-field.tsx';
import { type PlanTeam, type StationField, type TypedVisit, VisitFields } from './visit-fields.tsx';

/** Asks who is expected where, and adds the visit. */
export function AddVisit(props: {
  readonly path: string;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly stationField: StationField;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { plan } = props;
  const [typed, setTyped] = createStore<TypedVisit>({
    ...{ team: '', day: plan.electionDay ?? '', phase: plan.phases[0]?.key ?? '', station: '', stop: '1' },
    source: 'route',
  });
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  // A visit that is sent twice, because no answer came, is added once.
  const id = crypto.randomUUID();
  const day = () => parseCalendarDate(typed.day.trim());
  const told = (column: string) => {
    const issue = work.problem()?.issues.find((one) => one.column === `visits.0.${column}`);
    return issue === undefined ? undefined : (messages.find(`issues.${issue.code}`, issue.parameters) ?? issue.code);
  };
  const isGiven = () =>
    ![typed.team, typed.phase, typed.station.trim()].includes('') && day() !== null && readStop(typed.stop) !== null;
  const send = async () => {
    const { team, phase, source } = typed;
    const visit = {
      id,
      team,
      day: day(),
      phase,
      station: typed.station.trim(),
      position: readStop(typed.stop),
      source,
    };
    const { added } = await api.post<VisitsAdded>(props.path, { visits: [visit] });
    showToast({ message: t('plan.added', { count: added }) });
    props.onDone();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isGiven()) void work.run(send);
    else focusFirstFault(event);
  };
  return (
    <form class="plan-settings" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <Refusal problem={problem()} />}</Show>
      <VisitFields {...props} typed={typed} isTried={isTried()} toldOf={told} onType={setTyped} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('plan.add-visit')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </Buttons>
    </form>
  );
}
