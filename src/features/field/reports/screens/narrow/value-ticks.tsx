import { createMemo, createResource, createSignal, createUniqueId, For, Show } from 'solid-js';
import { foldText } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import { type ListView, withFilter } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from '../rows/list-desk.ts';
import { loadTally } from './load-tally.ts';

/** From so many values on they can be searched. */
const SEARCHED_FROM = 8;
const STATES = ['read', 'held', 'void', 'erased'];

interface Tick {
  readonly value: string;
  readonly name: string;
  readonly count: number;
}

/** The values of a column, with how many of the other filters' reports have each. */
export function ValueTicks(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly column: ListColumn;
  readonly values: readonly string[];
  readonly onInput: (values: readonly string[]) => void;
}) {
  const { t, formatNumber } = useMessages();
  const id = createUniqueId();
  const [text, setText] = createSignal('');
  const others = withFilter(props.view, props.column.id, null);
  const [tally] = createResource(() => loadTally(props.desk, others, props.column.id));
  const first = props.values;
  const ticks = createMemo((): readonly Tick[] => {
    const counts = new Map((tally.latest?.values ?? []).map(({ value, count }) => [value, count]));
    const listed = props.column.id === 'state' ? STATES : props.column.choices.map(({ value }) => value);
    const values = [...new Set([...listed, ...counts.keys(), ...first])];
    return values.map((value) => ({
      value,
      name: props.desk.words.valueName(props.column, value),
      count: counts.get(value) ?? 0,
    }));
  });
  const found = () =>
    ticks().filter(({ name, value }) => foldText(`${name} ${value}`).includes(foldText(text().trim())));
  const isNew = () => text().trim() !== '' && !ticks().some(({ value }) => value === text().trim());
  const toggle = (value: string) =>
    props.onInput(
      props.values.includes(value) ? props.values.filter((one) => one !== value) : [...props.values, value],
    );
  const take = () => {
    const [only, ...others] = found();
    if (text().trim() === '' || only === undefined || others.length > 0) return false;
    toggle(only.value);
    setText('');
    return true;
  };
  return (
    <fieldset class="list-stack">
      <legend class="field-label">{t('reportList.values')}</legend>
      <Show when={ticks().length >= SEARCHED_FROM || props.column.kind === 'text'}>
        <SearchField label={t('reportList.value-find')} value={text()} onInput={setText} onTake={take} />
      </Show>
      <Show when={isNew()}>
        <Button onClick={() => [toggle(text().trim()), setText('')]}>
          {t('reportList.value-take', { value: text().trim() })}
        </Button>
      </Show>
      <ul class="list-plain list-scroll">
        <For each={[...props.values.filter((value) => !ticks().some((tick) => tick.value === value))]}>
          {(value) => (
            <li class="check">
              <input type="checkbox" id={`${id}-new-${value}`} checked onInput={() => toggle(value)} />
              <label for={`${id}-new-${value}`}>{value}</label>
            </li>
          )}
        </For>
        <For
          each={found()}
          fallback={<li class="arrival-small">{tally.loading || isNew() ? '' : t('reportList.values-none')}</li>}
        >
          {(tick, at) => (
            <li class="check list-tick">
              <input
                type="checkbox"
                id={`${id}-${at()}`}
                checked={props.values.includes(tick.value)}
                onInput={() => toggle(tick.value)}
              />
              <label for={`${id}-${at()}`}>
                <bdi>{tick.name}</bdi> <span class="list-count numeral">{formatNumber(tick.count)}</span>
              </label>
            </li>
          )}
        </For>
      </ul>
    </fieldset>
  );
}
