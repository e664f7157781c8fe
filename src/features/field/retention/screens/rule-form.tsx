import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import {
  firstDayOfDeletion,
  MOST_DAYS,
  RETENTION_KINDS,
  type RetentionKind,
  type RetentionReply,
} from '../retention.ts';
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
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const last = () => parseCalendarDate(endsOn().trim());
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const read = readDays(days);
    if (last() === null || read === null || reason().trim() === '') return focusFirstFault(event);
    void work.run(async () => {
      await api.put(props.path, { endsOn: last(), days: read, base: revision, reason: reason().trim() });
      showToast({ message: t('retention.saved') });
      props.onSaved();
    });
  };
  return (
    <form class="retention-rule" onSubmit={save} novalidate>
      <Show when={rule}>
        {(set) => (
          <p class="retention-note">
            {t('retention.rule-set', { name: set().setBy, time: formatMoment(messages, set().setAt) })}
          </p>
        )}
      </Show>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
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
      <TextArea
        label={t('retention.reason')}
        hint={t('retention.reason-hint')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('retention.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" isBusy={work.isBusy()}>
          {t('retention.save')}
        </Button>
      </Buttons>
    </form>
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
