import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { EventsBody } from '../contract.ts';
import { DaySummary } from './day-summary.tsx';
import { eventColumns, type NarrowedHref } from './event-columns.tsx';
import { EVENT_FIELDS, type EventFilter, EventFilters } from './event-filters.tsx';
import './security.css';

type Area = 'security' | 'reading';

/** Events of security, or who read restricted data: narrowed down by what the address says. */
export function SecurityScreen(props: { readonly area: Area }) {
  const { t } = useMessages();
  const [search, setSearch] = useSearchParams<EventFilter>();
  const filter = (): EventFilter =>
    Object.fromEntries(EVENT_FIELDS.flatMap((field) => (search[field] ? [[field, search[field]]] : [])));
  const narrow = (values: EventFilter, isTyping = false) => {
    const cleared = Object.fromEntries(EVENT_FIELDS.map((field) => [field, values[field] || null]));
    setSearch(cleared, { replace: isTyping, scroll: false });
  };
  const query = () => new URLSearchParams([...Object.entries(filter()), ['area', props.area]]).toString();
  return (
    <div class="security">
      <Show when={props.area === 'security'}>
        <DaySummary kindHref={(kind) => `?kind=${kind}`} />
      </Show>
      <SearchField
        label={t('security.filter.search')}
        value={filter().search ?? ''}
        onInput={(text) => narrow({ ...filter(), search: text }, true)}
      />
      <EventFilters area={props.area} values={filter()} onChange={narrow} />
      <Show when={query()} keyed>
        {(asked) => <Events area={props.area} query={asked} filter={filter()} />}
      </Show>
      <p class="security-note">{t(`security.hint.${props.area}`)}</p>
    </div>
  );
}

function Events(props: { readonly area: Area; readonly query: string; readonly filter: EventFilter }) {
  const messages = useMessages();
  const { t } = messages;
  const [older, setOlder] = createSignal<readonly EventsBody[]>([]);
  const [first, { refetch }] = createResource(() => api.get<EventsBody>(`/api/security/events?${props.query}`));
  const pages = () => [first.latest, ...older()].filter((page) => page !== undefined);
  const next = () => pages().at(-1)?.next ?? null;
  const [isLoading, setIsLoading] = createSignal(false);
  const loadOlder = async () => {
    setIsLoading(true);
    const path = `/api/security/events?${props.query}&after=${encodeURIComponent(next() ?? '')}`;
    const page = await api.get<EventsBody>(path).finally(() => setIsLoading(false));
    setOlder((before) => [...before, page]);
  };
  const href: NarrowedHref = (field, value) =>
    `?${new URLSearchParams({ ...Object.fromEntries(Object.entries(props.filter)), [field]: value })}`;
  const isNarrowed = () => Object.keys(props.filter).length > 0;
  return (
    <Show when={first.error === undefined} fallback={<ErrorState problem={first.error} onRetry={refetch} />}>
      <Show when={first.latest} fallback={<Skeleton rows={10} />}>
        <Table
          caption={t(`security.caption.${props.area}`)}
          columns={eventColumns(messages, href)}
          rows={pages().flatMap((page) => page.events)}
          empty={<EmptyState title={t(isNarrowed() ? 'security.none-matches' : 'security.none')} />}
        />
        <Show when={next() !== null}>
          <Buttons>
            <Button isBusy={isLoading()} onClick={loadOlder}>
              {t('security.more')}
            </Button>
          </Buttons>
        </Show>
      </Show>
    </Show>
  );
}
