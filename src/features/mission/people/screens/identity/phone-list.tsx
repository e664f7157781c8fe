import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ShownPhone } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';

/** The telephones of somebody, the one that was used last first. */
export function PhoneList(props: {
  /** Address of the person. */
  readonly path: string;
  readonly phones: readonly ShownPhone[];
  readonly canEdit: boolean;
  readonly onUsed: (phone: ShownPhone) => void;
}) {
  const { t } = useMessages();
  return (
    <Show when={props.phones.length > 0} fallback={<p class="people-aside">{t('people.nothing')}</p>}>
      <ul class="people-plain">
        <For each={props.phones}>
          {(phone) => (
            <li>
              <PhoneLine phone={phone} />
              <Show when={props.canEdit}>
                <UsedButton path={props.path} phone={phone} onUsed={() => props.onUsed(phone)} />
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function PhoneLine(props: { readonly phone: ShownPhone }) {
  const messages = useMessages();
  const { t } = messages;
  const used = () =>
    props.phone.lastUsedAt === null
      ? t('people.phone.never')
      : t('people.phone.used-at', { time: formatMoment(messages, props.phone.lastUsedAt) });
  return (
    <>
      <Show when={props.phone.e164} fallback={<bdi>{props.phone.written}</bdi>}>
        {(number) => <a href={`tel:${number()}`}>{number()}</a>}
      </Show>{' '}
      <span class="people-aside">
        <Show when={props.phone.label}>
          {(label) => (
            <>
              <bdi>{label()}</bdi> ·{' '}
            </>
          )}
        </Show>
        {used()}
        <Show when={props.phone.sharedWith.length > 0}>
          {' · '}
          {t('people.phone.shared', { codes: props.phone.sharedWith.join(', ') })}
        </Show>
      </span>
    </>
  );
}

function UsedButton(props: { readonly path: string; readonly phone: ShownPhone; readonly onUsed: () => void }) {
  const { t } = useMessages();
  const { isBusy, problem, run } = createRequest();
  const mark = () =>
    void run(async () => {
      await api.post(`${props.path}/phones/${props.phone.id}/use`);
      props.onUsed();
    });
  return (
    <>
      {' '}
      <Button
        look="quiet"
        isBusy={isBusy()}
        aria-label={t('people.phone.use-of', { number: props.phone.written })}
        onClick={mark}
      >
        {t('people.phone.use')}
      </Button>
      <FormProblem problem={problem()} />
    </>
  );
}
