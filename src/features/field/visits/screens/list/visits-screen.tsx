import { useSearchParams } from '@solidjs/router';
import { createEffect, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ListedVisit, VisitPage } from '../../visit-replies.ts';
import { createLiveReply } from '../live-reply.ts';
import { type PlanQuery, planAddress, VISIT_FILTERS } from '../plan-address.ts';
import { VisitFilters } from './visit-filters.tsx';
import { type PlanWords, VisitTable } from './visit-table.tsx';
import '../visits.css';

/** A visit that is shown beside the list, and how the list is asked for anew. */
export interface OpenedVisit {
  readonly visit: ListedVisit;
  readonly refresh: () => void;
}

/** The visits that a number of the board counts, or that the filters leave. */
export function VisitsScreen(props: {
  readonly mission: string;
  readonly words: PlanWords;
  readonly teams: readonly { readonly id: string; readonly code: string }[];
  readonly hrefOfReport: (reportId: string) => string;
  /** A field for a polling station. */
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
  /** The visit that the address names, once the list has it; null: none. */
  readonly onOpened: (opened: OpenedVisit | null) => void;
}) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const filter = (): PlanQuery => Object.fromEntries(VISIT_FILTERS.map((name) => [name, query[name]]));
  const path = () => {
    const asked = Object.entries({ ...filter(), after: query.after });
    const given = asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
    return `/api/missions/${encodeURIComponent(props.mission)}/visits?${new URLSearchParams(given)}`;
  };
  const live = createLiveReply<VisitPage>(path);
  createEffect(() => {
    const visit = live.shown.reply?.visits.find(({ expected }) => expected !== null && expected.id === query.visit);
    props.onOpened(visit === undefined ? null : { visit, refresh: live.now });
  });
  const narrow = (part: Readonly<Record<string, string | null>>) =>
    setQuery({ ...part, after: null, visit: null }, { scroll: false });
  const isNarrowed = () => Object.values(filter()).some((value) => value !== undefined);
  const hrefOf = (visit: ListedVisit) =>
    visit.expected === null
      ? null
      : planAddress('visits', { ...filter(), after: query.after, visit: visit.expected.id });
  return (
    <div class="plan-visits" aria-busy={live.isBehind()}>
      <VisitFilters {...props} filter={filter()} onNarrow={narrow} />
      <Show when={live.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={live.now} />}</Show>
      <Show when={live.shown.reply} fallback={<Show when={live.problem() === null}>{<Skeleton rows={8} />}</Show>}>
        {(page) => (
          <>
            <p role="status" class="plan-count">
              {t(query.unit === 'station' ? 'plan.stations-count' : 'plan.visits-count', { count: page().count })}
            </p>
            <Show
              when={page().visits.length > 0}
              fallback={
                <EmptyState title={t(isNarrowed() ? 'plan.no-match' : 'plan.no-visits')}>
                  {isNarrowed() ? '' : t('plan.no-visits-hint')}
                </EmptyState>
              }
            >
              <VisitTable {...props} visits={page().visits} hrefOf={hrefOf} />
            </Show>
            <Pages filter={filter()} after={query.after} next={page().next} />
          </>
        )}
      </Show>
    </div>
  );
}

function Pages(props: {
  readonly filter: PlanQuery;
  readonly after: string | undefined;
  readonly next: string | null;
}) {
  const { t } = useMessages();
  return (
    <Show when={props.after !== undefined || props.next !== null}>
      <nav aria-label={t('plan.pages')}>
        <Buttons>
          <Show when={props.after !== undefined}>
            <LinkButton href={planAddress('visits', props.filter)}>{t('plan.first-page')}</LinkButton>
          </Show>
          <Show when={props.next}>
            {(next) => (
              <LinkButton href={planAddress('visits', { ...props.filter, after: next() })}>
                {t('plan.next-page')}
              </LinkButton>
            )}
          </Show>
        </Buttons>
      </nav>
    </Show>
  );
}
