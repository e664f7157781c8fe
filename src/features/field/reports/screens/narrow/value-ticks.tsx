import { createMemo, createResource, createSignal, createUniqueId, For, Show } from 'solid-js';
import { foldText } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { isOfFile, type ListColumn } from '../../arrivals/list/list-column.ts';
import { type ListView, withFilter } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from '../rows/list-desk.ts';
import { createFileChoices } from './file-choices.ts';
import { loadTally } from './load-tally.ts';

/** From so many values on they can be searched. */
const SEARCHED_FROM = 8;
const STATES = ['read', 'held', 'void', 'erased'];

interface Tick {
  readonly value: string;
  readonly name: string;
  /** Null: not known, since there are more values than were counted. */
  readonly count: number | null;
}

/** The values of a column, with how many of the other filters' reports have each. */
export function ValueTicks(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly column: ListColumn;
  readonly values: readonly string[];
  readonly onInput: (values: readonly string[]) => void;
}) {
  const { t } = useMessages();
  const id = createUniqueId();
  const [text, setText] = createSignal('');
  const { tally, ticks, found, isCut } = createTicks(props, text);
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
      <Show when={ticks().length >= SEARCHED_FROM || props.column.kind === 'text' || isOfFile(props.column)}>
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
              <label for={`${id}-new-${value}`}>{props.desk.words.valueName(props.column, value)}</label>
            </li>
          )}
        </For>
        <For
          each={found()}
          fallback={<li class="arrival-small">{tally.loading || isNew() ? '' : t('reportList.values-none')}</li>}
        >
          {(tick, at) => (
            <TickLine
              id={`${id}-${at()}`}
              tick={tick}
              isChosen={props.values.includes(tick.value)}
              onToggle={() => toggle(tick.value)}
            />
          )}
        </For>
      </ul>
      <Show when={isCut()}>
        <p class="arrival-small">{t('reportList.values-more')}</p>
      </Show>
    </fieldset>
  );
}

/** The values that may be ticked: those of the form, those that stand in the column, and those that the server finds. */
function createTicks(props: Parameters<typeof ValueTicks>[0], text: () => string) {
  const others = withFilter(props.view, props.column.id, null);
  const [tally] = createResource(() => loadTally(props.desk, others, props.column.id));
  const first = props.values;
  const ofFile = createFileChoices(props.desk, { form: props.view.form, column: props.column }, text);
  const ticks = createMemo((): readonly Tick[] => {
    const counts = new Map((tally.latest?.values ?? []).map(({ value, count }) => [value, count]));
    const listed = props.column.id === 'state' ? STATES : props.column.choices.map(({ value }) => value);
    const all = [...new Set([...listed, ...counts.keys(), ...first, ...ofFile().values])];
    const values = isOfFile(props.column) ? inOrder(all, { ...tally.latest?.places, ...ofFile().places }) : all;
    const uncounted = tally.latest?.isCut === true ? null : 0;
    return values.map((value) => ({
      value,
      name: props.desk.words.valueName(props.column, value),
      count: counts.get(value) ?? uncounted,
    }));
  });
  const found = () => {
    const wanted = foldText(text().trim());
    return ticks().filter(
      ({ name, value }) => foldText(`${name} ${value}`).includes(wanted) || ofFile().values.includes(value),
    );
  };
  return { tally, ticks, found, isCut: () => ofFile().isCut };
}

/** As they stand in the file; what is in none comes behind, as it stood. */
function inOrder(values: readonly string[], places: Readonly<Record<string, number>>): readonly string[] {
  const placeOf = (value: string) => (Object.hasOwn(places, value) ? (places[value] ?? 0) : Number.MAX_VALUE);
  return [...values].sort((one, other) => placeOf(one) - placeOf(other));
}

function TickLine(props: {
  readonly id: string;
  readonly tick: Tick;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { formatNumber } = useMessages();
  return (
    <li class="check list-tick">
      <input type="checkbox" id={props.id} checked={props.isChosen} onInput={props.onToggle} />
      <label for={props.id}>
        <bdi>{props.tick.name}</bdi>{' '}
        <Show when={props.tick.count !== null}>
          <span class="list-count numeral">{formatNumber(props.tick.count ?? 0)}</span>
        </Show>
      </label>
    </li>
  );
}
