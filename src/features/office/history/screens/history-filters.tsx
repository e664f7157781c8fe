import { Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { type Choice, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import type { HistoryChoicesBody } from '../contract.ts';
import { wordAction } from './word-act.ts';

export const FILTER_FIELDS = ['election', 'actor', 'action', 'from', 'to'] as const;

/** What the history is narrowed down by, as it stands in the address. */
export type FilterValues = { [F in (typeof FILTER_FIELDS)[number]]?: string };

interface FiltersProps {
  readonly values: FilterValues;
  readonly choices: HistoryChoicesBody;
  readonly isElectionFixed: boolean;
  readonly onChange: (values: FilterValues) => void;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A form that narrows the history down; what it says becomes part of the address. */
export function HistoryFilters(props: FiltersProps) {
  const messages = useMessages();
  const { t } = messages;
  const [days, setDays] = createStore({ from: props.values.from ?? '', to: props.values.to ?? '' });
  const errorOf = (day: string) => (day === '' || isDay(day) ? undefined : t('history.filter.day-wrong'));
  const change = (field: keyof FilterValues, value: string) => {
    const { [field]: _replaced, ...rest } = props.values;
    props.onChange(value === '' ? rest : { ...rest, [field]: value });
  };
  const setDay = (field: 'from' | 'to', value: string) => {
    setDays(field, value);
    if (value === '' || isDay(value)) change(field, value);
  };
  const clear = () => {
    setDays({ from: '', to: '' });
    props.onChange({});
  };
  return (
    <search class="history-filters" aria-label={t('history.filter')}>
      <Show when={!props.isElectionFixed}>
        <Filter
          field="election"
          props={props}
          choices={props.choices.elections.map((slug) => ({ value: slug, label: slug }))}
          onChange={change}
        />
      </Show>
      <Filter
        field="actor"
        props={props}
        choices={props.choices.actors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={change}
      />
      <Filter field="action" props={props} choices={actionChoices(messages, props.choices.actions)} onChange={change} />
      <TextField
        label={t('history.filter.from')}
        hint={t('history.filter.day-hint')}
        isOptional
        width="date"
        error={errorOf(days.from)}
        value={days.from}
        onInput={(value) => setDay('from', value)}
      />
      <TextField
        label={t('history.filter.to')}
        hint={t('history.filter.day-hint')}
        isOptional
        width="date"
        error={errorOf(days.to)}
        value={days.to}
        onInput={(value) => setDay('to', value)}
      />
      <Show
        when={FILTER_FIELDS.some(
          (field) => props.values[field] !== undefined && !(field === 'election' && props.isElectionFixed),
        )}
      >
        <Buttons>
          <Button look="quiet" onClick={clear}>
            {t('history.filter.clear')}
          </Button>
        </Buttons>
      </Show>
    </search>
  );
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}

function Filter(own: {
  readonly field: 'election' | 'actor' | 'action';
  readonly props: FiltersProps;
  readonly choices: readonly Choice[];
  readonly onChange: (field: keyof FilterValues, value: string) => void;
}) {
  const { t } = useMessages();
  return (
    <SelectField
      label={t(`history.field.${own.field}`)}
      isOptional
      emptyLabel={t('history.filter.all')}
      choices={own.choices}
      value={own.props.values[own.field] ?? ''}
      onInput={(value) => own.onChange(own.field, value)}
    />
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
