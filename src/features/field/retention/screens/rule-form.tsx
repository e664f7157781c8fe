import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import {
  firstDayOfDeletion,
  MOST_DAYS,
  RETENTION_KINDS,
  type RetentionKind,
  type RetentionReply,
} from '../retention.ts';
import { reasonWords } from './reason-words.ts';
import { readDays, type TypedDays } from './typed-days.ts';

/** Decides how long what is kept. Saving deletes nothing. */
export function RuleForm(props: {
  readonly path: string;
  readonly reply: RetentionReply;
  readonly onSaved: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { rule, revision } = props.reply;
  const [endsOn, setEndsOn] = createSignal(rule?.endsOn ?? '');
  const [days, setDays] = createStore<TypedDays>(typedDays(rule?.days ?? {}));
  const last = () => parseCalendarDate(endsOn().trim());
  const save = async (reason: string) => {
    await api.put(props.path, { endsOn: last(), days: readDays(days), base: revision, reason });
    showToast({ message: t('retention.saved') });
    props.onSaved();
  };
  return (
    <ReasonForm
      class="retention-rule"
      words={reasonWords(messages)}
      submitLabel={t('retention.save')}
      look="plain"
      isGiven={() => last() !== null && readDays(days) !== null}
      onSubmit={save}
    >
      {({ isTried }) => (
        <>
          <Show when={rule}>
            {(set) => (
              <p class="retention-note">
                {t('retention.rule-set', { name: set().setBy, time: formatMoment(messages, set().setAt) })}
              </p>
            )}
          </Show>
          <DateField
            label={t('retention.ends-on')}
            value={endsOn()}
            error={isTried() && last() === null ? t('retention.ends-on-missing') : undefined}
            onInput={setEndsOn}
          />
          <fieldset class="retention-kinds">
            <legend>{t('retention.days')}</legend>
            <For each={RETENTION_KINDS}>
              {(kind) => (
                <KindField
                  kind={kind}
                  endsOn={endsOn()}
                  value={days[kind]}
                  isTried={isTried()}
                  onInput={(text) => setDays(kind, text)}
                />
              )}
            </For>
          </fieldset>
        </>
      )}
    </ReasonForm>
  );
}

/** The days of one kind, and which day they come to. */
function KindField(props: {
  readonly kind: RetentionKind;
  readonly endsOn: string;
  readonly value: string;
  readonly isTried: boolean;
  readonly onInput: (text: string) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const count = () => readDays({ [props.kind]: props.value })?.[props.kind];
  const isWrong = () => props.value.trim() !== '' && count() === undefined;
  const words = () => {
    if (props.value.trim() === '') return t('retention.for-good');
    const [last, days] = [parseCalendarDate(props.endsOn.trim()), count()];
    if (last === null || days === undefined) return '';
    return t('retention.from', { day: messages.formatDate(firstDayOfDeletion(last, days)) });
  };
  return (
    <div class="retention-kind">
      <TextField
        label={t(`retention.kind.${props.kind}`)}
        hint={t(`retention.kind-hint.${props.kind}`)}
        isOptional
        width="date"
        inputMode="numeric"
        value={props.value}
        error={props.isTried && isWrong() ? t('retention.days-wrong', { most: MOST_DAYS }) : undefined}
        onInput={props.onInput}
      />
      <p class="retention-from" aria-live="polite">
        {words()}
      </p>
    </div>
  );
}

function typedDays(days: Readonly<Partial<Record<RetentionKind, number>>>): TypedDays {
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, days[kind]?.toString() ?? ''])) as TypedDays;
}
