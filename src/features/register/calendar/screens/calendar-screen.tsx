import { useLocation } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { newRecordHref } from '../../../../platform/ui/parts/links/record-address.ts';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Election } from '../../election/election.ts';
import { computeCalendar } from '../calendar.ts';
import { findMoves } from '../compute/what-if.ts';
import { filterEntries } from '../filter.ts';
import { CalendarChart } from './calendar-chart.tsx';
import { type CalendarProps, createSupposition } from './calendar-file.ts';
import { CalendarFilters, createCalendarFilter } from './calendar-filters.tsx';
import { CalendarTable } from './calendar-table.tsx';
import { CountedFrom } from './counted-from.tsx';
import { WhatIfPanel } from './what-if-panel.tsx';
import './calendar.css';

/** What the law requires by when, what was done when, and what would move if election day were another. */
export function CalendarScreen(props: CalendarProps) {
  const { t } = useMessages();
  return (
    <div class="calendar">
      <CalendarActions {...props} />
      <Show
        when={props.file['calendar-rule'].length > 0}
        fallback={<EmptyState title={t('calendar.empty')}>{t('calendar.empty.text')}</EmptyState>}
      >
        <Show when={props.file.election[0]}>{(election) => <Calendar {...props} election={election()} />}</Show>
      </Show>
      <CountedFrom file={props.file} />
    </div>
  );
}

function Calendar(props: CalendarProps & { readonly election: Election }) {
  const { t } = useMessages();
  const supposition = createSupposition(() => props.file);
  const filter = createCalendarFilter();
  const recorded = createMemo(() => computeCalendar(props.file, props.now));
  const entries = createMemo(() =>
    supposition.day() === null ? recorded() : computeCalendar(supposition.file(), props.now),
  );
  const moves = createMemo(() => {
    const day = supposition.day();
    return day === null ? [] : findMoves(props.file, day, props.now);
  });
  const movesById = createMemo(() => new Map(moves().map((move) => [move.after.id, move])));
  const shown = createMemo(() => {
    const found = filterEntries(entries(), filter.filter(), props.file.actor);
    const isOnlyMoves = filter.isOnlyMoves() && supposition.day() !== null;
    return isOnlyMoves ? found.filter(({ id }) => movesById().has(id)) : found;
  });
  const before = createMemo(() => new Map(moves().map((move) => [move.after.id, move.before])));
  return (
    <>
      <CalendarChart entries={shown()} recorded={before()} records={supposition.file()} now={props.now} />
      <WhatIfPanel file={props.file} recorded={props.election.election_day} day={supposition.day()} moves={moves()} />
      <CalendarFilters state={filter} entries={entries()} shown={shown().length} actors={props.file.actor} />
      <CalendarTable
        entries={shown()}
        moves={supposition.day() === null ? null : movesById()}
        file={props.file}
        empty={
          <EmptyState
            title={t('calendar.filter.empty')}
            actions={<Button onClick={() => filter.clear()}>{t('calendar.filter.clear')}</Button>}
          />
        }
      />
    </>
  );
}

const EDITED = [
  ['calendar-rule', 'calendar.add.rule'],
  ['anchor', 'calendar.add.anchor'],
  ['holiday', 'calendar.add.holiday'],
] as const;

function CalendarActions(props: CalendarProps) {
  const messages = useMessages();
  const location = useLocation();
  const address = () =>
    `/api/elections/${encodeURIComponent(props.slug)}/calendar.ics?lang=${encodeURIComponent(messages.language)}`;
  return (
    <Buttons>
      <LinkButton href={address()} isExternal download={`${props.slug}.ics`}>
        {messages.t('calendar.file')}
      </LinkButton>
      <Show when={props.canEdit}>
        <For each={EDITED}>
          {([kind, label]) => (
            <LinkButton href={newRecordHref(location.search, kind)} look="quiet" keepScroll>
              {messages.t(label)}
            </LinkButton>
          )}
        </For>
      </Show>
    </Buttons>
  );
}
