import { createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { READING_KINDS, SECURITY_KINDS } from '../security-event.ts';
import { wordEvent, wordGroup } from './word-event.ts';

export const EVENT_FIELDS = ['search', 'kind', 'actor', 'source', 'from', 'to'] as const;

/** What the events are narrowed down by, as it stands in the address. */
export type EventFilter = { readonly [F in (typeof EVENT_FIELDS)[number]]?: string };

interface FilterProps {
  readonly values: EventFilter;
  readonly onChange: (values: EventFilter) => void;
}

/** Controls that narrow the events down; what they say becomes part of the address. */
export function EventFilters(props: FilterProps & { readonly area: 'security' | 'reading' }) {
  const { t } = useMessages();
  return (
    <search class="security-filters" aria-label={t('security.filter')}>
      <KindFilter {...props} />
      <DayFilter field="from" {...props} />
      <DayFilter field="to" {...props} />
      <Show when={Object.values(props.values).some((value) => value !== '')}>
        <Button look="quiet" onClick={() => props.onChange({})}>
          {t('security.filter.clear')}
        </Button>
      </Show>
    </search>
  );
}

function KindFilter(props: FilterProps & { readonly area: 'security' | 'reading' }) {
  const messages = useMessages();
  const { t } = messages;
  const id = `event-kind-${createUniqueId()}`;
  const kinds = () => (props.area === 'security' ? SECURITY_KINDS : READING_KINDS);
  const groups = () => [...new Set(kinds().map((kind) => kind.split('.')[0] ?? kind))];
  const options = () =>
    groups().flatMap((group) => [
      { value: group, label: wordGroup(messages, group) },
      ...kinds()
        .filter((kind) => kind.startsWith(`${group}.`))
        .map((kind) => ({ value: kind, label: wordEvent(messages, kind) })),
    ]);
  return (
    <div class="security-filter">
      <label class="field-label" for={id}>
        {t('security.field.kind')}
      </label>
      <select
        id={id}
        class="control"
        onInput={(event) => props.onChange({ ...props.values, kind: event.currentTarget.value })}
      >
        <option value="" selected={(props.values.kind ?? '') === ''}>
          {t('security.filter.all')}
        </option>
        <For each={options()}>
          {({ value, label }) => (
            <option value={value} selected={value === props.values.kind}>
              {label}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}

function DayFilter(props: FilterProps & { readonly field: 'from' | 'to' }) {
  const { t } = useMessages();
  const id = `event-day-${createUniqueId()}`;
  return (
    <div class="security-filter">
      <label class="field-label" for={id}>
        {t(`security.filter.${props.field}`)}
      </label>
      <input
        id={id}
        class="control"
        type="date"
        data-width="date"
        value={props.values[props.field] ?? ''}
        onChange={(event) => props.onChange({ ...props.values, [props.field]: event.currentTarget.value })}
      />
    </div>
  );
}
