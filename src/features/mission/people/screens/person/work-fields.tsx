import { Show } from 'solid-js';
import type { SetStoreFunction } from 'solid-js/store';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { DateField } from '../../../../../platform/ui/parts/fields/when-field.tsx';
import type { PlaceNames } from '../../people-replies.ts';
import { isCode, isSpokenLanguage, type PersonWork } from '../../person.ts';
import { LanguagesField } from '../fields/languages-field.tsx';
import { PlacesField } from '../fields/place-field.tsx';
import { faultOf, kindChoices, termChoices } from '../people-words.ts';

/** What is typed of somebody's work, field by field; nothing is an empty text. */
export interface TypedWork {
  code: string;
  kind: string;
  term: string;
  role: string;
  organisation: string;
  languages: readonly string[];
  areas: readonly string[];
  note: string;
  trainedOn: string;
  pledgedOn: string;
}

/** Nothing typed yet. */
export const EMPTY_WORK: TypedWork = {
  ...{ code: '', kind: 'observer', term: '', role: '', organisation: '', languages: [], areas: [] },
  ...{ note: '', trainedOn: '', pledgedOn: '' },
};

/** The work of somebody as it stands in the fields. */
export function typedWork(work: PersonWork): TypedWork {
  const { code, kind, languages, areas } = work;
  const texts = ['term', 'role', 'organisation', 'note', 'trainedOn', 'pledgedOn'] as const;
  const typed = Object.fromEntries(texts.map((field) => [field, work[field] ?? '']));
  return { ...EMPTY_WORK, ...typed, code, kind, languages, areas };
}

/** What is typed, as it is sent. */
export function workOf(typed: TypedWork) {
  const orNull = (text: string) => text.trim() || null;
  const { kind, languages, areas } = typed;
  return {
    ...{ code: typed.code.trim(), kind, term: orNull(typed.term), role: orNull(typed.role), languages, areas },
    ...{ organisation: orNull(typed.organisation), note: orNull(typed.note) },
    ...{ trainedOn: orNull(typed.trainedOn), pledgedOn: orNull(typed.pledgedOn) },
  };
}

/** Fields whose text cannot be sent, and the key of the issue that says why. */
export function findWorkFaults(typed: TypedWork): Partial<Record<keyof TypedWork, { code: string; found: string }>> {
  const { code, languages, trainedOn, pledgedOn } = typed;
  const wrongTag = languages.find((tag) => !isSpokenLanguage(tag));
  const isNoDay = (day: string) => day.trim() !== '' && parseCalendarDate(day.trim()) === null;
  return {
    ...(isCode(code.trim()) ? {} : { code: { code: 'people-code', found: code.trim() } }),
    ...(wrongTag === undefined ? {} : { languages: { code: 'people-language', found: wrongTag } }),
    ...(isNoDay(trainedOn) ? { trainedOn: { code: 'date', found: trainedOn } } : {}),
    ...(isNoDay(pledgedOn) ? { pledgedOn: { code: 'date', found: pledgedOn } } : {}),
  };
}

interface FieldsProps {
  /** Slug of the election whose places can be areas; null: there is none. */
  readonly election: string | null;
  readonly typed: TypedWork;
  readonly onTyped: SetStoreFunction<TypedWork>;
  readonly names: PlaceNames;
  readonly isTried: boolean;
  readonly problem: ApiProblem | null;
  readonly isNew?: boolean;
}

/** What somebody does, to be typed. */
export function WorkFields(props: FieldsProps) {
  const messages = useMessages();
  const { t } = messages;
  const error = (field: keyof TypedWork) => {
    const own = props.isTried ? findWorkFaults(props.typed)[field] : undefined;
    if (own !== undefined) return messages.find(`issues.${own.code}`, { found: own.found }) ?? own.code;
    if (field === 'code' && props.problem?.code === 'conflict') return t('people.code-taken');
    return faultOf(messages, props.problem, field);
  };
  const text = (field: 'code' | 'role' | 'organisation') => ({
    label: t(`people.field.${field}`),
    value: props.typed[field],
    error: error(field),
    onInput: (value: string) => props.onTyped(field, value),
  });
  const day = (field: 'trainedOn' | 'pledgedOn') => ({
    label: t(`people.field.${field}`),
    value: props.typed[field],
    error: error(field),
    onInput: (value: string) => props.onTyped(field, value),
  });
  return (
    <>
      <TextField {...text('code')} hint={t('people.code-hint')} width="short" isFocusedFirst={props.isNew === true} />
      <SelectField
        label={t('people.field.kind')}
        value={props.typed.kind}
        choices={kindChoices(messages)}
        onInput={(kind) => props.onTyped('kind', kind)}
      />
      <SelectField
        label={t('people.field.term')}
        isOptional
        emptyLabel={t('people.nothing')}
        value={props.typed.term}
        choices={termChoices(messages)}
        onInput={(term) => props.onTyped('term', term)}
      />
      <TextField {...text('role')} hint={t('people.role-hint')} isOptional />
      <TextField {...text('organisation')} isOptional />
      <ListFields {...props} error={error} />
      <DateField {...day('trainedOn')} isOptional />
      <DateField {...day('pledgedOn')} hint={t('people.pledge-hint')} isOptional />
      <TextArea
        label={t('people.field.note')}
        hint={t('people.note-hint')}
        isOptional
        value={props.typed.note}
        error={error('note')}
        onInput={(note) => props.onTyped('note', note)}
      />
    </>
  );
}

function ListFields(props: FieldsProps & { readonly error: (field: keyof TypedWork) => string | undefined }) {
  const { t } = useMessages();
  return (
    <>
      <LanguagesField
        label={t('people.field.languages')}
        hint={t('people.languages-hint')}
        isOptional
        values={props.typed.languages}
        error={props.error('languages')}
        onInput={(tags) => props.onTyped('languages', tags)}
      />
      <Show when={props.election} fallback={<p class="people-aside">{t('people.no-places')}</p>}>
        {(election) => (
          <PlacesField
            label={t('people.field.areas')}
            hint={t('people.areas-hint')}
            isOptional
            election={election()}
            values={props.typed.areas}
            names={props.names}
            error={props.error('areas')}
            onInput={(keys) => props.onTyped('areas', keys)}
          />
        )}
      </Show>
    </>
  );
}
