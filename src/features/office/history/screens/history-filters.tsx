import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import type { HistoryChoicesBody } from '../contract.ts';
import { wordAction, wordKind } from './word-act.ts';

export const FILTER_FIELDS = ['search', 'election', 'mission', 'actor', 'action', 'kind', 'key', 'from', 'to'] as const;

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
    // A key is one of the kind that was chosen before.
    const replaced: readonly string[] = field === 'kind' ? ['kind', 'key'] : [field];
    const kept: FilterValues = Object.fromEntries(
      Object.entries(props.values).filter(([name]) => !replaced.includes(name)),
    );
    props.onChange(value === '' ? kept : { ...kept, [field]: value });
  };
  const isNarrowed = () =>
    FILTER_FIELDS.some(
      (field) => props.values[field] !== undefined && !(field === 'election' && props.isElectionFixed),
    );
  return (
    <search class="history-filters" aria-label={t('history.filter')}>
      <For each={choiceFilters(messages, props.choices)}>
        {({ field, choices }) => (
          <Show when={choices.length > 0 && !(field === 'election' && props.isElectionFixed)}>
            <ChoiceFilter field={field} values={props.values} choices={choices} onChange={change} />
          </Show>
        )}
      </For>
      <DayFilter field="from" values={props.values} onChange={change} />
      <DayFilter field="to" values={props.values} onChange={change} />
      <Show when={props.values.kind !== undefined && props.values.key}>
        {(key) => (
          <span class="history-object">
            {t('history.filter.object', { object: `${wordKind(messages, props.values.kind ?? '')} ${key()}` })}
          </span>
        )}
      </Show>
      <Show when={isNarrowed()}>
        <Button look="quiet" onClick={() => props.onChange({})}>
          {t('history.filter.clear')}
        </Button>
      </Show>
    </search>
  );
}

type ChoiceFilterName = 'election' | 'mission' | 'actor' | 'action' | 'kind';

/** What can be chosen from, field by field. */
function choiceFilters(
  messages: Messages,
  choices: HistoryChoicesBody,
): { readonly field: ChoiceFilterName; readonly choices: readonly Choice[] }[] {
  const named = (rooms: HistoryChoicesBody['elections']) =>
    rooms.map(({ slug, name }) => ({ value: slug, label: messages.localized(name)?.text ?? slug }));
  return [
    { field: 'election', choices: named(choices.elections) },
    { field: 'mission', choices: named(choices.missions) },
    { field: 'actor', choices: choices.actors.map(({ id, name }) => ({ value: id, label: name })) },
    { field: 'action', choices: actionChoices(messages, choices.actions) },
    { field: 'kind', choices: choices.kinds.map((kind) => ({ value: kind, label: wordKind(messages, kind) })) },
  ];
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

function ChoiceFilter(props: FilterProps<ChoiceFilterName> & { readonly choices: readonly Choice[] }) {
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
