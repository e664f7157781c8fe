import { useSearchParams } from '@solidjs/router';
import { createEffect, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import type { PlannedPage } from '../../../../mission/plan/plan-replies.ts';
import type { ListedVisit, VisitPage } from '../../visit-replies.ts';
import { type PlanQuery, planAddress, VISIT_FILTERS } from '../plan-address.ts';
import { VisitFilters } from './visit-filters.tsx';
import { type PlanWords, VisitTable } from './visit-table.tsx';
import '../visits.css';

/** A visit that is shown beside the list, and how the list is asked for anew. */
export interface OpenedVisit {
  readonly visit: ListedVisit;
  readonly refresh: () => void;
}

/** How visits stand about which people are called. */
const CALLED_FOR: readonly string[] = ['missing', 'pending', 'partial', 'unreachable'];

/** The visits that a number of the board counts, or that the filters leave. */
export function VisitsScreen(props: {
  readonly mission: string;
  readonly words: PlanWords;
  readonly teams: readonly { readonly id: string; readonly code: string }[];
  readonly hrefOfReport: (reportId: string) => string;
  /** Where those are called whose visits stand so. */
  readonly hrefOfCalls: (asked: Readonly<Record<string, string>>) => string;
  /** Where their teams are written to. */
  readonly hrefOfMessage: (asked: Readonly<Record<string, string>>) => string;
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
  createOpened(props, { page: () => live.shown.reply, id: () => query.visit, now: live.now });
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
            <Show when={calledFor(filter())}>
              {(asked) => (
                <Buttons>
                  <LinkButton href={props.hrefOfCalls(asked())}>{t('plan.call-them')}</LinkButton>
                  <Show when={asked().day !== undefined}>
                    <LinkButton href={props.hrefOfMessage(asked())}>{t('plan.message-them')}</LinkButton>
                  </Show>
                </Buttons>
              )}
            </Show>
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

/** What a call sheet is asked with to have the teams of such visits; null: nobody is called about them. */
function calledFor({ unit, standing, ...asked }: PlanQuery): Record<string, string> | null {
  if (asked.status === undefined || !CALLED_FOR.includes(asked.status)) return null;
  const given = Object.entries(asked);
  return Object.fromEntries(given.filter((one): one is [string, string] => one[1] !== undefined));
}

/**
 * Tells which visit of the list is opened. It stays open where it does not stand in the list any more: what is said of a missing
 * visit takes it from those that are missing.
 */
function createOpened(
  props: { readonly mission: string; readonly onOpened: (opened: OpenedVisit | null) => void },
  list: {
    readonly page: () => VisitPage | null;
    readonly id: () => string | undefined;
    readonly now: () => void;
  },
): void {
  let last: string | undefined;
  const open = (visit: ListedVisit) => {
    last = visit.expected?.id;
    props.onOpened({ visit, refresh: () => void refresh(visit) });
  };
  const refresh = async (visit: ListedVisit) => {
    list.now();
    const { day, phase, station, team, expected } = visit;
    const asked = new URLSearchParams({ day, phase, station, team: team.id });
    const path = `/api/missions/${encodeURIComponent(props.mission)}/plan/visits?${asked}`;
    const page = await api.get<PlannedPage>(path).catch(() => null);
    const planned = page?.visits.find(({ id }) => id === expected?.id);
    if (planned === undefined || expected === null || list.id() !== planned.id) return;
    const { position, mark, markedAt, note, revision } = planned;
    open({ ...visit, expected: { ...expected, position, mark, markedAt, note, revision } });
  };
  createEffect(() => {
    const id = list.id();
    const visit = list.page()?.visits.find(({ expected }) => expected !== null && expected.id === id);
    if (visit !== undefined) open(visit);
    else if (id === undefined || id !== last) props.onOpened(null);
  });
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
