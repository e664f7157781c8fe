import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { PlannedPage, PlannedVisit, ShownPlan } from '../plan-replies.ts';
import { AddVisit } from './add-visit.tsx';
import { ChangeVisit } from './change-visit.tsx';
import { ExpectedTable } from './expected-table.tsx';
import { ImportPlan } from './import-plan.tsx';
import type { PlanTeam, StationField } from './visit-fields.tsx';
import './plan.css';

type Opened =
  | { readonly what: 'add' }
  | { readonly what: 'import' }
  | { readonly what: 'change'; readonly visit: PlannedVisit };

/** Who is expected where: by day, team and stop; visits are added, changed, called off, and loaded from a file. */
export function ExpectedScreen(props: {
  readonly mission: string;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly canEdit: boolean;
  readonly stationField: StationField;
}) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams<{ day: string; team: string; after: string }>();
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const base = () => `/api/missions/${encodeURIComponent(props.mission)}/plan`;
  const path = () => {
    const asked = Object.entries({ day: query.day, team: query.team, after: query.after });
    const given = asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
    return `${base()}/visits?${new URLSearchParams(given)}`;
  };
  const [page, { refetch }] = createResource(path, (address) => api.get<PlannedPage>(address));
  const narrow = (part: Readonly<Record<string, string | null>>) =>
    setQuery({ ...part, after: null }, { scroll: false });
  const narrowDay = (text: string) => {
    const day = text.trim();
    if (day === '' || parseCalendarDate(day) !== null) narrow({ day: day || null });
  };
  const done = () => {
    setOpened(null);
    void refetch();
  };
  return (
    <div class="plan-expected">
      <Show when={props.canEdit}>
        <Buttons>
          <Button look="primary" onClick={() => setOpened({ what: 'add' })}>
            {t('plan.add-visit')}
          </Button>
          <Button onClick={() => setOpened({ what: 'import' })}>{t('plan.import')}</Button>
        </Buttons>
      </Show>
      <search class="plan-narrow" aria-label={t('plan.filters')}>
        <TextField type="date" width="short" label={t('plan.day')} value={query.day ?? ''} onInput={narrowDay} />
        <SelectField
          label={t('plan.team')}
          value={query.team ?? ''}
          emptyLabel={t('plan.any')}
          choices={props.teams.map(({ id, code }) => ({ value: id, label: code }))}
          onInput={(team) => narrow({ team: team || null })}
        />
      </search>
      <Show when={page.error === undefined} fallback={<ErrorState problem={page.error} onRetry={refetch} />}>
        <Show when={page.latest} fallback={<Skeleton rows={8} />}>
          {(shown) => (
            <>
              <p role="status">{t('plan.visits-count', { count: shown().count })}</p>
              <ExpectedTable
                visits={shown().visits}
                plan={props.plan}
                empty={<EmptyState title={t('plan.no-visits')}>{t('plan.no-visits-hint')}</EmptyState>}
                onChange={props.canEdit ? (visit) => setOpened({ what: 'change', visit }) : null}
              />
              <Show when={shown().next}>
                {(next) => <Button onClick={() => setQuery({ after: next() })}>{t('plan.next-page')}</Button>}
              </Show>
            </>
          )}
        </Show>
      </Show>
      <OpenedDialog {...props} base={base()} opened={opened()} onDone={done} onClose={() => setOpened(null)} />
    </div>
  );
}

function OpenedDialog(props: {
  readonly base: string;
  readonly opened: Opened | null;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly stationField: StationField;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const title = () => {
    if (props.opened?.what === 'import') return t('plan.import');
    if (props.opened?.what === 'change') return `${props.opened.visit.team.code} · ${props.opened.visit.station}`;
    return t('plan.add-visit');
  };
  const visit = () => (props.opened?.what === 'change' ? props.opened.visit : null);
  return (
    <Dialog
      isOpen={props.opened !== null}
      title={title()}
      width={props.opened?.what === 'import' ? 'wide' : 'narrow'}
      onClose={props.onClose}
    >
      <Show when={props.opened?.what === 'add'}>
        <AddVisit {...props} path={`${props.base}/visits`} />
      </Show>
      <Show when={props.opened?.what === 'import'}>
        <ImportPlan path={`${props.base}/imports`} onDone={props.onDone} onClose={props.onClose} />
      </Show>
      <Show when={visit()} keyed>
        {(one) => <ChangeVisit {...props} path={`${props.base}/visits/${one.id}`} visit={one} />}
      </Show>
    </Dialog>
  );
}
