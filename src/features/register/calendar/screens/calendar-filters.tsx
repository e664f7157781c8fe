import { useSearchParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { type Actor, PHASES } from '../../election/election.ts';
import { type CalendarEntry, STATUSES } from '../entry.ts';
import type { CalendarFilter } from '../filter.ts';
import type { CalendarQuery } from './calendar-file.ts';

/** The filter that the address asks for, and how to change it; every change is in the address. */
export function createCalendarFilter() {
  const [query, setQuery] = useSearchParams<CalendarQuery>();
  const filter = (): CalendarFilter => ({
    phase: query.phase ?? '',
    actor: query.actor ?? '',
    status: query.status ?? '',
    text: query.q ?? '',
  });
  const change = (next: Partial<CalendarQuery>) => setQuery(next, { replace: true, scroll: false });
  const clear = () => change({ phase: '', actor: '', status: '', q: '', only: '' });
  return { filter, change, clear, isOnlyMoves: () => query.only === 'moves' };
}

type FilterState = ReturnType<typeof createCalendarFilter>;

/** Narrows the list by phase, actor, status and words. */
export function CalendarFilters(props: {
  readonly state: FilterState;
  readonly entries: readonly CalendarEntry[];
  readonly shown: number;
  readonly actors: readonly Actor[];
}) {
  const messages = useMessages();
  const { t, localized } = messages;
  const change = (next: Partial<CalendarQuery>) => props.state.change(next);
  const has = (test: (entry: CalendarEntry) => boolean) => props.entries.some(test);
  const phases = () =>
    PHASES.filter((phase) => has(({ rule }) => rule.phase === phase)).map((phase) => ({
      value: phase,
      label: t(`fields.choice.phase.${phase}`),
    }));
  const actors = () =>
    props.actors
      .filter(({ key }) => has(({ rule }) => rule.actors.includes(key)))
      .map(({ key, name }) => ({ value: key, label: localized(name)?.text ?? key }));
  const statuses = () =>
    STATUSES.filter((status) => has((entry) => entry.status === status)).map((status) => ({
      value: status,
      label: t(`ui.status.${status}`),
    }));
  const select = (name: 'phase' | 'actor' | 'status', choices: () => { value: string; label: string }[]) => (
    <SelectField
      label={t(`calendar.filter.${name}`)}
      emptyLabel={t(`calendar.filter.${name}.all`)}
      value={props.state.filter()[name]}
      choices={choices()}
      isOptional={false}
      onInput={(value) => change({ [name]: value })}
    />
  );
  return (
    <div class="calendar-filters">
      <SearchField
        label={t('calendar.filter.search')}
        value={props.state.filter().text}
        onInput={(q) => change({ q })}
      />
      {select('phase', phases)}
      {select('actor', actors)}
      {select('status', statuses)}
      <p class="calendar-shown" aria-live="polite">
        {t('calendar.filter.shown', { shown: props.shown, all: props.entries.length })}{' '}
        <Show when={props.shown < props.entries.length}>
          <Button look="quiet" onClick={() => props.state.clear()}>
            {t('calendar.filter.clear')}
          </Button>
        </Show>
      </p>
    </div>
  );
}
