import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { ActBody, HistoryBody, HistoryChoicesBody } from '../contract.ts';
import { actColumns } from './act-columns.tsx';
import { FILTER_FIELDS, type FilterValues, HistoryFilters } from './history-filters.tsx';
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
  const [search, setSearch] = useSearchParams<FilterValues>();
  const filter = (): FilterValues => {
    const given = FILTER_FIELDS.flatMap((field) => (search[field] ? [[field, search[field]]] : []));
    return { ...Object.fromEntries(given), ...(props.election === null ? {} : { election: props.election }) };
  };
  const [choices] = createResource(() => api.get<HistoryChoicesBody>('/api/history/choices'));
  return (
    <div class="history">
      <Show when={choices.error === undefined} fallback={<ErrorState problem={choices.error} />}>
        <HistoryFilters
          values={filter()}
          choices={choices() ?? NO_CHOICES}
          isElectionFixed={props.election !== null}
          onChange={(values) => setSearch({ ...empty(), ...values })}
        />
      </Show>
      <SaveHistory query={queryOf(filter())} />
      <Show when={queryOf(filter())} keyed fallback={<Acts query="" subjectHref={props.subjectHref} />}>
        {(query) => <Acts query={query} subjectHref={props.subjectHref} />}
      </Show>
    </div>
  );
}

function empty(): Record<keyof FilterValues, undefined> {
  return { election: undefined, actor: undefined, action: undefined, from: undefined, to: undefined };
}

/** `?election=…&actor=…`, or nothing. */
function queryOf(values: FilterValues): string {
  const query = new URLSearchParams(Object.entries(values)).toString();
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
  const loadOlder = async () => {
    setIsLoading(true);
    const after = `after=${encodeURIComponent(next() ?? '')}`;
    const path = props.query === '' ? `/api/history?${after}` : `/api/history${props.query}&${after}`;
    const page = await api.get<HistoryBody>(path).finally(() => setIsLoading(false));
    setOlder((before) => [...before, page]);
  };
  return (
    <Show when={first.error === undefined} fallback={<ErrorState problem={first.error} onRetry={refetch} />}>
      <Show when={first.latest} fallback={<Skeleton rows={10} />}>
        <Table
          caption={t('history.caption')}
          columns={actColumns(messages, props.subjectHref)}
          rows={pages().flatMap((page) => page.acts)}
          empty={<EmptyState title={t(props.query === '' ? 'history.none' : 'history.none-matches')} />}
        />
        <Show when={next() !== null}>
          <Buttons>
            <Button isBusy={isLoading()} onClick={loadOlder}>
              {t('history.more')}
            </Button>
          </Buttons>
        </Show>
      </Show>
    </Show>
  );
}
