import { useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { CountsBar } from './list/arrival-counts.tsx';
import { ArrivalFilters } from './list/arrival-filters.tsx';
import { ArrivalTable } from './list/arrival-table.tsx';
import { ExportEverything } from './list/export-everything.tsx';
import { type ArrivalSearch, createLiveArrivals, type LiveArrivals } from './list/live-arrivals.ts';
import './reports.css';
import { formatMoment } from '../../../../platform/ui/moment.ts';

const FIELDS = ['show', 'reason', 'form', 'device', 'search'] as const;
const TYPING_MS = 400;

/** What arrives at a mission, as it arrives. The report that the address names is shown beside it by whoever composes the page. */
export function ArrivalsScreen(props: {
  readonly mission: string;
  /** Whether the reader of the page may have what is held read again. */
  readonly canSettle: boolean;
  /** Another number whenever the report beside the list has changed: the list then looks anew at once. */
  readonly changes: number;
  /** Told what is known of the chosen report, so that the panel follows the list. */
  readonly onSeen: (state: string) => void;
}) {
  const [query, setQuery] = useSearchParams();
  const search = (): ArrivalSearch =>
    Object.fromEntries(FIELDS.flatMap((field) => (query[field] ? [[field, String(query[field])]] : [])));
  const [asked, setAsked] = createSignal(search());
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const change = (next: ArrivalSearch) => {
    const isTyped = next.search !== search().search;
    const cleared = Object.fromEntries(FIELDS.map((field) => [field, next[field] ?? null]));
    setQuery(cleared, { replace: true, scroll: false });
    clearTimeout(timer);
    timer = setTimeout(() => setAsked(next), isTyped ? TYPING_MS : 0);
  };
  const chosen = () => (query.report === undefined ? null : String(query.report));
  return (
    <div class="arrivals">
      <Show when={JSON.stringify([props.mission, asked()])} keyed>
        {(_) => {
          const live = createLiveArrivals(props.mission, asked());
          createEffect(on(() => props.changes, live.now, { defer: true }));
          createEffect(() => props.onSeen(stateOf(live, chosen())));
          return (
            <Arrivals
              mission={props.mission}
              canSettle={props.canSettle}
              live={live}
              search={search()}
              chosen={chosen()}
              onChange={change}
              hrefOf={(report) => `?${new URLSearchParams({ ...(search() as Record<string, string>), report })}`}
            />
          );
        }}
      </Show>
    </div>
  );
}

/** Changes whenever there is something new to show of a report. */
function stateOf({ shown }: LiveArrivals, reportId: string | null): string {
  const rows = shown.rows.filter((row) => row.reportId === reportId);
  return rows
    .map(({ index, state, flags, files, isErased }) => [index, state, flags.join(), files.came, isErased].join(' '))
    .join('|');
}

function Arrivals(props: {
  readonly mission: string;
  readonly canSettle: boolean;
  readonly live: LiveArrivals;
  readonly search: ArrivalSearch;
  readonly chosen: string | null;
  readonly onChange: (search: ArrivalSearch) => void;
  readonly hrefOf: (reportId: string) => string;
}) {
  const { live } = props;
  const reasons = () => (live.counts()?.held ?? []).map(({ reason }) => reason);
  return (
    <>
      <Show when={live.counts()}>
        {(counts) => (
          <CountsBar
            counts={counts()}
            onReason={(reason) => props.onChange({ ...props.search, show: 'held', reason })}
          />
        )}
      </Show>
      <ArrivalFilters mission={props.mission} search={props.search} reasons={reasons()} onChange={props.onChange} />
      <LiveState live={live} />
      <Show when={live.isLoaded()} fallback={<Show when={live.problem() === null}>{<Skeleton rows={8} />}</Show>}>
        <Show
          when={live.shown.rows.length > 0}
          fallback={<NothingHere isNarrowed={Object.keys(props.search).length > 0} />}
        >
          <ArrivalTable rows={live.shown.rows} chosen={props.chosen} hrefOf={props.hrefOf} />
        </Show>
        <Buttons>
          <Show when={live.shown.next !== null}>
            <Older live={live} />
          </Show>
          <Show when={props.canSettle && reasons().length > 0}>
            <ReadAgain mission={props.mission} />
          </Show>
          <ExportEverything mission={props.mission} />
        </Buttons>
      </Show>
    </>
  );
}

/** How fresh the list is: heard when something came, seen when the server does not answer. */
function LiveState(props: { readonly live: LiveArrivals }) {
  const messages = useMessages();
  const { t } = messages;
  const news = () => (props.live.fresh() > 0 ? t('reports.news', { count: props.live.fresh() }) : '');
  return (
    <>
      <p class="only-heard" role="status">
        {news()}
      </p>
      <Show when={props.live.problem()}>
        {(problem) => (
          <ErrorState
            problem={problem()}
            onRetry={props.live.now}
            actions={
              <Show when={props.live.lookedAt()}>
                {(at) => <span>{t('reports.as-of', { time: formatMoment(messages, at()) })}</span>}
              </Show>
            }
          />
        )}
      </Show>
    </>
  );
}

function NothingHere(props: { readonly isNarrowed: boolean }) {
  const { t } = useMessages();
  return (
    <Show when={!props.isNarrowed} fallback={<EmptyState title={t('reports.none-matches')} />}>
      <EmptyState title={t('reports.none')}>{t('reports.none-hint')}</EmptyState>
    </Show>
  );
}

function ReadAgain(props: { readonly mission: string }) {
  const { t } = useMessages();
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const ask = () => {
    setProblem(null);
    void api.post(`/api/missions/${encodeURIComponent(props.mission)}/arrivals/read-again`).then(
      () => showToast({ message: t('reports.read-again-begun') }),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      },
    );
  };
  return (
    <>
      <Button onClick={ask}>{t('reports.read-again')}</Button>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}

function Older(props: { readonly live: LiveArrivals }) {
  const { t } = useMessages();
  const [isBusy, setIsBusy] = createSignal(false);
  const load = () => {
    setIsBusy(true);
    void props.live.loadOlder().finally(() => setIsBusy(false));
  };
  return (
    <Button isBusy={isBusy()} onClick={load}>
      {t('reports.older')}
    </Button>
  );
}
