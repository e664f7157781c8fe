import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import type { HistoryChoicesBody } from '../contract.ts';
import { wordAction } from './word-act.ts';

export const FILTER_FIELDS = ['election', 'actor', 'action', 'from', 'to'] as const;

/** What the history is narrowed down by, as it stands in the address. */
export type FilterValues = { [F in (typeof FILTER_FIELDS)[number]]?: string };

type Change = (field: keyof FilterValues, value: string) => void;

/** Controls that narrow the history down; what they say becomes part of the address. */
export function HistoryFilters(props: {
  readonly values: FilterValues;
  readonly choices: HistoryChoicesBody;
  readonly isElectionFixed: boolean;
  readonly onChange: (values: FilterValues) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const change: Change = (field, value) => {
    const { [field]: _replaced, ...rest } = props.values;
    props.onChange(value === '' ? rest : { ...rest, [field]: value });
  };
  const isNarrowed = () =>
    FILTER_FIELDS.some(
      (field) => props.values[field] !== undefined && !(field === 'election' && props.isElectionFixed),
    );
  const elections = () => props.choices.elections.map((slug) => ({ value: slug, label: slug }));
  const actors = () => props.choices.actors.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <search class="history-filters" aria-label={t('history.filter')}>
      <Show when={!props.isElectionFixed}>
        <ChoiceFilter field="election" values={props.values} choices={elections()} onChange={change} />
      </Show>
      <ChoiceFilter field="actor" values={props.values} choices={actors()} onChange={change} />
      <ChoiceFilter
        field="action"
        values={props.values}
        choices={actionChoices(messages, props.choices.actions)}
        onChange={change}
      />
      <DayFilter field="from" values={props.values} onChange={change} />
      <DayFilter field="to" values={props.values} onChange={change} />
      <Show when={isNarrowed()}>
        <Button look="quiet" onClick={() => props.onChange({})}>
          {t('history.filter.clear')}
        </Button>
      </Show>
    </search>
  );
}

/** The kinds of act, each group before its own. */
function actionChoices(messages: Messages, actions: readonly string[]): Choice[] {
  const groups = [...new Set(actions.map((action) => action.split('.')[0] ?? action))];
  return groups.flatMap((group) => {
    const label = messages.find(`history.group.${group}`) ?? group;
    const own = actions.filter((action) => action.startsWith(`${group}.`));
    return [{ value: group, label }, ...own.map((action) => ({ value: action, label: wordAction(messages, action) }))];
  });
}

interface FilterProps<F> {
  readonly field: F;
  readonly values: FilterValues;
  readonly onChange: Change;
}

function Labelled(props: { readonly label: string; readonly control: (id: string) => JSX.Element }) {
  const id = `filter-${createUniqueId()}`;
  return (
    <div class="history-filter">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      {props.control(id)}
    </div>
  );
}

function ChoiceFilter(props: FilterProps<'election' | 'actor' | 'action'> & { readonly choices: readonly Choice[] }) {
  const { t } = useMessages();
  const chosen = () => props.values[props.field] ?? '';
  return (
    <Labelled
      label={t(`history.field.${props.field}`)}
      control={(id) => (
        <select id={id} class="control" onInput={(event) => props.onChange(props.field, event.currentTarget.value)}>
          <option value="" selected={chosen() === ''}>
            {t('history.filter.all')}
          </option>
          <For each={props.choices}>
            {(choice) => (
              <option value={choice.value} selected={choice.value === chosen()}>
                {choice.label}
              </option>
            )}
          </For>
        </select>
      )}
    />
  );
}

function DayFilter(props: FilterProps<'from' | 'to'>) {
  const { t } = useMessages();
  return (
    <Labelled
      label={t(`history.filter.${props.field}`)}
      control={(id) => (
        <input
          id={id}
          class="control"
          type="date"
          data-width="date"
          value={props.values[props.field] ?? ''}
          onChange={(event) => props.onChange(props.field, event.currentTarget.value)}
        />
      )}
    />
  );
}
