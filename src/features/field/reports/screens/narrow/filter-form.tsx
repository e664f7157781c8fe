import { createSignal, createUniqueId, Match, onMount, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { focusFirstField } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import {
  type FilterMode,
  filterOf,
  type GivenFilter,
  givenOf,
  type ListColumn,
  modesOf,
} from '../../arrivals/list/list-column.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';
import type { ColumnFilter } from '../../arrivals/list/report-query.ts';
import type { ListDesk } from '../rows/list-desk.ts';
import { boundsFault, readBound, writeBound } from './bounds.ts';
import { ValueTicks } from './value-ticks.tsx';

/** Says what has to stand in a column. */
export function FilterForm(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly column: ListColumn;
  /** Null: nothing has to. */
  readonly onSet: (filter: ColumnFilter | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { column, desk } = props;
  const former = props.view.filters.find((filter) => filter.column === column.id) ?? null;
  const [given, setGiven] = createSignal(givenOf(column, former));
  const give = (part: Partial<GivenFilter>) => setGiven((before) => ({ ...before, ...part }));
  const [isMissing, setIsMissing] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);
  const fault = () => (given().mode === 'between' ? boundsFault(column, given()) : null);
  const modes = modesOf(column);
  let form: HTMLFormElement | undefined;
  onMount(() => focusFirstField(form?.querySelector('fieldset') ?? form));
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    setIsMissing(false);
    if (fault() !== null) return focusFirstFault(event);
    const filter = filterOf(column.id, given());
    setIsMissing(filter === null);
    if (filter !== null) props.onSet(filter);
  };
  return (
    <form class="list-stack" ref={form} onSubmit={submit} novalidate>
      <p class="list-question">
        <bdi>{desk.words.columnName(column)}</bdi>
      </p>
      <Show when={modes.length > 1}>
        <SelectField
          label={t('reportList.mode')}
          value={given().mode}
          choices={modes.map((mode) => ({ value: mode, label: t(`reportList.mode.${mode}`) }))}
          onInput={(mode) => give({ mode: mode as FilterMode })}
        />
      </Show>
      <GivenFields
        desk={desk}
        view={props.view}
        column={column}
        given={given()}
        fault={isTried() ? fault() : null}
        onGive={give}
      />
      <Show when={isMissing()}>
        <p class="field-error" role="alert">
          {t('reportList.filter-missing')}
        </p>
      </Show>
      <Buttons>
        <Button type="submit" look="primary">
          {t('reportList.filter-set')}
        </Button>
        <Show when={former !== null}>
          <Button onClick={() => props.onSet(null)}>{t('reportList.filter-drop')}</Button>
        </Show>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </Buttons>
    </form>
  );
}

/** What stands there, in the way that was chosen. */
function GivenFields(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly column: ListColumn;
  readonly given: GivenFilter;
  readonly fault: ReturnType<typeof boundsFault>;
  readonly onGive: (part: Partial<GivenFilter>) => void;
}) {
  const { t } = useMessages();
  return (
    <Switch>
      <Match when={props.given.mode === 'is' || props.given.mode === 'isNot'}>
        <ValueTicks
          desk={props.desk}
          view={props.view}
          column={props.column}
          values={props.given.values}
          onInput={(values) => props.onGive({ values })}
        />
      </Match>
      <Match when={props.given.mode === 'between'}>
        <Bounds
          column={props.column}
          given={props.given}
          fault={props.fault}
          onInput={(side, bound) => props.onGive({ [side]: bound })}
        />
      </Match>
      <Match when={props.given.mode === 'has'}>
        <TextField
          label={t('reportList.text')}
          width="full"
          isFocusedFirst
          value={props.given.text}
          onInput={(text) => props.onGive({ text })}
        />
      </Match>
    </Switch>
  );
}

/** From where to where. */
function Bounds(props: {
  readonly column: ListColumn;
  readonly given: GivenFilter;
  readonly fault: ReturnType<typeof boundsFault>;
  readonly onInput: (side: 'from' | 'to', bound: string) => void;
}) {
  const { t } = useMessages();
  const hint = createUniqueId();
  const { kind } = props.column;
  const type = kind === 'moment' ? 'datetime-local' : kind === 'date' ? 'date' : 'text';
  const field = (side: 'from' | 'to') => (
    <TextField
      label={t(`reportList.${side}`)}
      isOptional
      type={type}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      width={kind === 'number' ? 'short' : 'medium'}
      isFocusedFirst={side === 'from'}
      value={readBound(props.column, props.given[side])}
      error={props.fault?.side === side ? t(`reportList.bounds.${props.fault.fault}`) : undefined}
      onInput={(text) => props.onInput(side, writeBound(props.column, { side, text }))}
    />
  );
  return (
    <fieldset class="list-bounds" aria-describedby={hint}>
      {field('from')}
      {field('to')}
      <p class="field-hint" id={hint}>
        {t('reportList.both-included')}
      </p>
    </fieldset>
  );
}
