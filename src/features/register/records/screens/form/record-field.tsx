import { Match, Switch } from 'solid-js';
import { findColumn } from '../../../../../kernel/record.ts';
import { must } from '../../../../../kernel/result.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { type Choice, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { ComboField, ManyField } from '../../../../../platform/ui/parts/fields/combo-field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { DateField, WhenField } from '../../../../../platform/ui/parts/fields/when-field.tsx';
import { type KindName, kindNamed } from '../../kinds.ts';
import { choiceLabel, columnLabel } from '../field-words.ts';

interface RecordFieldProps {
  readonly kind: KindName;
  readonly column: string;
  readonly value: string;
  readonly error: string | undefined;
  /** The key of a record that exists is its name for ever. */
  readonly isFixed: boolean;
  readonly candidatesOf: (kind: string) => readonly Choice[];
  readonly onInput: (value: string) => void;
}

/** The control for one column, as the type of its field wants it. */
export function RecordField(props: RecordFieldProps) {
  const messages = useMessages();
  const place = must(findColumn(kindNamed(props.kind), props.column), `No column ${props.column}`);
  const field = must(kindNamed(props.kind).fields[place.field], `No field ${place.field}`);
  const common = {
    id: `cell-${props.column}`,
    name: props.column,
    isOptional: !field.required || (place.language !== null && place.language !== 'en'),
    disabled: props.isFixed,
    get label() {
      return columnLabel(messages, props.kind, props.column);
    },
    get error() {
      return props.error;
    },
    get value() {
      return props.value;
    },
    onInput: (value: string) => props.onInput(value),
  };
  const hint = () => messages.find(`fields.hint.${field.type}`) ?? undefined;
  const candidates = () => (field.to === null ? [] : props.candidatesOf(field.to));
  const values = () => (props.value === '' ? [] : props.value.split('|'));
  const choices = () => field.choices.map((value) => ({ value, label: choiceLabel(messages, place.field, value) }));
  return (
    <Switch fallback={<TextField {...common} hint={hint()} lang={place.language ?? undefined} width="full" />}>
      <Match when={field.type === 'choice'}>
        <SelectField {...common} choices={choices()} emptyLabel="–" />
      </Match>
      <Match when={field.many}>
        <ManyField
          {...common}
          values={values()}
          onInput={(chosen) => props.onInput(chosen.join('|'))}
          choices={candidates()}
          isFree={field.to === null || candidates().length === 0}
        />
      </Match>
      <Match when={field.to !== null}>
        <ComboField {...common} choices={candidates()} />
      </Match>
      <Match when={field.type === 'date'}>
        <DateField {...common} />
      </Match>
      <Match when={field.type === 'when'}>
        <WhenField {...common} />
      </Match>
      <Match when={field.type === 'paragraph' || field.type === 'localized'}>
        <TextArea {...common} lang={place.language ?? undefined} rows={field.type === 'paragraph' ? 6 : 2} />
      </Match>
    </Switch>
  );
}
