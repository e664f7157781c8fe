import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { LONGEST_SEARCH, searchFault } from '../act.ts';
import type { ActBody, HistoryBody, HistoryChoicesBody } from '../contract.ts';
import { actColumns } from './act-columns.tsx';
import { FILTER_FIELDS, type FilterValues, HistoryFilters } from './history-filters.tsx';
import { HistorySearch } from './history-search.tsx';
import { SaveHistory } from './save-history.tsx';
import './history.css';

const NO_CHOICES: HistoryChoicesBody = { elections: [], missions: [], actors: [], actions: [], kinds: [] };

/** Who did what, when, to what and why: everything the reader may see, narrowed down by what the address says. */
export function HistoryScreen(props: {
  /** Only what was done in this election; null: everything. */
  readonly election: string | null;
  /** The address of what was done something to; null where it has none. */
  readonly subjectHref: (act: ActBody) => string | null;
}) {
  const { t } = useMessages();
  const [search, setSearch] = useSearchParams<FilterValues>();
  const filter = (): FilterValues => {
    const given = FILTER_FIELDS.flatMap((field) => (search[field] ? [[field, search[field]]] : []));
    return { ...Object.fromEntries(given), ...(props.election === null ? {} : { election: props.election }) };
  };
  const narrow = (values: FilterValues, isTyping = false) =>
    setSearch({ ...empty(), ...values, act: undefined }, { replace: isTyping, scroll: false });
  const [choices] = createResource(() => api.get<HistoryChoicesBody>('/api/history/choices'));
  return (
    <div class="history">
      <HistorySearch value={filter().search ?? ''} onChange={(text) => narrow({ ...filter(), search: text }, true)} />
      <Show when={choices.error === undefined} fallback={<ErrorState problem={choices.error} />}>
        <HistoryFilters
          values={filter()}
          choices={choices() ?? NO_CHOICES}
          isElectionFixed={props.election !== null}
          onChange={narrow}
        />
      </Show>
      <Show
        when={searchFault(filter().search ?? '')}
        fallback={<Found filter={filter()} subjectHref={props.subjectHref} />}
      >
        {(fault) => <EmptyState title={t(`history.search.${fault()}`, { count: LONGEST_SEARCH })} />}
      </Show>
    </div>
  );
}

function Found(props: { readonly filter: FilterValues; readonly subjectHref: (act: ActBody) => string | null }) {
  return (
    <>
      <SaveHistory query={queryOf(props.filter)} />
      <Show when={queryOf(props.filter)} keyed fallback={<Acts query="" subjectHref={props.subjectHref} />}>
        {(query) => <Acts query={query} subjectHref={props.subjectHref} />}
      </Show>
    </>
  );
}

function empty(): Record<keyof FilterValues, undefined> {
  return Object.fromEntries(FILTER_FIELDS.map((field) => [field, undefined])) as Record<keyof FilterValues, undefined>;
}

/** `?election=…&actor=…`, or nothing. */
function queryOf(values: FilterValues): string {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return query === '' ? '' : `?${query}`;
}

function Acts(props: { readonly query: string; readonly subjectHref: (act: ActBody) => string | null }) {
  const messages = useMessages();
  const { t } = messages;
  const [older, setOlder] = createSignal<readonly HistoryBody[]>([]);
  const [first, { refetch }] = createResource(() => api.get<HistoryBody>(`/api/history${props.query}`));
  const pages = () => [first.latest, ...older()].filter((page) => page !== undefined);
  const next = () => pages().at(-1)?.next ?? null;
  const [isLoading, setIsLoading] = createSignal(false);
  const join = () => (props.query === '' ? '?' : `${props.query}&`);
  const loadOlder = async () => {
    setIsLoading(true);
    const path = `/api/history${join()}after=${encodeURIComponent(next() ?? '')}`;
    const page = await api.get<HistoryBody>(path).finally(() => setIsLoading(false));
    setOlder((before) => [...before, page]);
  };
  const links = { act: (act: ActBody) => `${join()}act=${act.id}`, subject: props.subjectHref };
  return (
    <Show when={first.error === undefined} fallback={<ErrorState problem={first.error} onRetry={refetch} />}>
      <Show when={first.latest} fallback={<Skeleton rows={10} />}>
        {(page) => (
          <>
            <FoundCount page={page()} isNarrowed={props.query !== ''} />
            <Table
              caption={t('history.caption')}
              columns={actColumns(messages, links)}
              rows={pages().flatMap(({ acts }) => acts)}
              empty={<EmptyState title={t(props.query === '' ? 'history.none' : 'history.none-matches')} />}
            />
          </>
        )}
      </Show>
      <Show when={next() !== null}>
        <Buttons>
          <Button isBusy={isLoading()} onClick={loadOlder}>
            {t('history.more')}
          </Button>
        </Buttons>
      </Show>
    </Show>
  );
}

/** How many match, and whether some cannot be found yet. */
function FoundCount(props: { readonly page: HistoryBody; readonly isNarrowed: boolean }) {
  const { t } = useMessages();
  const words = () => {
    const { found } = props.page;
    if (found === null || found.count === 0) return '';
    return t(found.isMore ? 'history.found.more' : 'history.found', { count: found.count });
  };
  return (
    <>
      <p class="history-found" role="status">
        {words()}
      </p>
      <Show when={props.page.isIndexing && props.isNarrowed}>
        <p class="history-note">{t('history.indexing')}</p>
      </Show>
    </>
  );
}
