import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import type { PersonReply } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { Opening, PanelPart } from '../fields/panel-part.tsx';

/** That somebody left, or is back. */
export function DeparturePart(props: {
  readonly path: string;
  readonly person: PersonReply['person'];
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const act = () => (props.person.leftAt === null ? 'departure' : 'return');
  const send = async (reason: string) => {
    const done = act();
    await api.post(`${props.path}/${done}`, { base: props.person.revision, reason });
    showToast({ message: t(`people.${done}.done`, { code: props.person.code }) });
    props.onChanged();
  };
  return (
    <Show when={props.canEdit || props.person.leftAt !== null}>
      <PanelPart title={t('people.departure-part')}>
        <Show when={props.person.leftAt}>
          {(at) => (
            <p>
              {t('people.left-at', { time: formatMoment(messages, at()) })} <q>{props.person.leftReason}</q>
            </p>
          )}
        </Show>
        <Show when={props.canEdit}>
          <Opening label={t(`people.${act()}`)}>
            {(close) => (
              <ReasonForm
                class="people-form"
                words={{
                  label: t('people.reason'),
                  hint: t('people.reason-hint'),
                  missing: t('people.reason-missing'),
                }}
                submitLabel={t(`people.${act()}`)}
                refusal={(problem) => <FormProblem problem={problem} />}
                onSubmit={async (reason) => {
                  await send(reason);
                  close();
                }}
                onClose={close}
              >
                {() => <p>{t(`people.${act()}.hint`)}</p>}
              </ReasonForm>
            )}
          </Opening>
        </Show>
      </PanelPart>
    </Show>
  );
}
