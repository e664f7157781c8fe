import { createSignal, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { RetentionReply } from '../retention.ts';

/** Asks what would be deleted, today or on a later day. */
export function MakeList(props: {
  readonly path: string;
  readonly reply: RetentionReply;
  readonly onMade: () => void;
}) {
  const { t } = useMessages();
  const [day, setDay] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const isWrong = () => day().trim() !== '' && parseCalendarDate(day().trim()) === null;
  const make = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isWrong()) return focusFirstFault(event);
    const asOf = day().trim() === '' ? null : day().trim();
    void work.run(async () => {
      await api.post(`${props.path}/lists`, { id: crypto.randomUUID(), asOf });
      showToast({ message: t('retention.made') });
      props.onMade();
    });
  };
  return (
    <Show when={props.reply.rule} fallback={<p class="retention-note">{t('retention.undecided')}</p>}>
      <form class="retention-make" onSubmit={make} novalidate>
        <p class="retention-note">{t('retention.lists-hint')}</p>
        <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
        <DateField
          label={t('retention.day')}
          hint={t('retention.day-hint')}
          isOptional
          value={day()}
          error={isTried() && isWrong() ? t('retention.ends-on-missing') : undefined}
          onInput={setDay}
        />
        <Buttons>
          <Button type="submit" isBusy={work.isBusy()}>
            {t('retention.make')}
          </Button>
        </Buttons>
      </form>
    </Show>
  );
}
