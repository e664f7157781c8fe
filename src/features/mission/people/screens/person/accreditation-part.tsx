import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { PersonReply, ShownStep } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { Opening, PanelPart } from '../fields/panel-part.tsx';
import { STATE_SHAPES, wordDay } from '../people-words.ts';
import { StepForm } from './step-form.tsx';
import { Told } from './told.tsx';

/** The way of somebody's accreditation: where it stands, each step, and the next one. */
export function AccreditationPart(props: {
  readonly path: string;
  readonly reply: PersonReply;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}) {
  const { t } = useMessages();
  const state = () => props.reply.person.accreditation;
  const standing = () => props.reply.steps.filter(({ struck }) => struck === null);
  const mayGoOn = () => props.canEdit && props.reply.person.leftAt === null;
  return (
    <PanelPart title={t('people.accreditation')}>
      <p>
        <StatusMark status={STATE_SHAPES[state()]}>{t(`people.state.${state()}`)}</StatusMark>
      </p>
      <ol class="people-steps">
        <For each={props.reply.steps}>
          {(step) => <StepLine step={step} path={props.path} canEdit={props.canEdit} onChanged={props.onChanged} />}
        </For>
      </ol>
      <Show when={mayGoOn()}>
        <Opening label={t('people.step.add')}>
          {(close) => (
            <StepForm
              path={props.path}
              before={standing()}
              onAdded={() => {
                close();
                props.onChanged();
              }}
              onClose={close}
            />
          )}
        </Opening>
      </Show>
    </PanelPart>
  );
}

function StepLine(props: {
  readonly step: ShownStep;
  readonly path: string;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const words = () => {
    const { kind, on, badge, validTo } = props.step;
    const parts = [t('people.step.on', { step: t(`people.state.${kind}`), day: wordDay(messages, on) })];
    if (badge !== null) parts.push(t('people.step.badge-of', { badge }));
    if (validTo !== null) parts.push(t('people.step.until', { day: wordDay(messages, validTo) }));
    return parts.join(' · ');
  };
  const strike = async (reason: string) => {
    await api.post(`${props.path}/accreditation/${props.step.id}/strike`, { reason });
    props.onChanged();
  };
  return (
    <li data-struck={props.step.struck === null ? undefined : ''}>
      <Show when={props.step.struck !== null} fallback={<p>{words()}</p>}>
        <p>
          <s>{words()}</s> <span class="people-aside">{t('people.step.struck')}</span>
        </p>
      </Show>
      <Told by={props.step.by} at={props.step.at} reason={props.step.reason} />
      <Show when={props.step.struck}>
        {(struck) => <Told by={struck().by} at={struck().at} reason={struck().reason} />}
      </Show>
      <Show when={props.canEdit && props.step.struck === null}>
        <Opening look="quiet" label={t('people.step.strike')} name={t('people.step.strike-of', { step: words() })}>
          {(close) => (
            <ReasonForm
              class="people-form"
              words={{ label: t('people.reason'), missing: t('people.reason-missing') }}
              submitLabel={t('people.step.strike')}
              look="danger"
              refusal={(problem) => <FormProblem problem={problem} />}
              onSubmit={strike}
              onClose={close}
            >
              {() => <p>{t('people.step.strike-hint')}</p>}
            </ReasonForm>
          )}
        </Opening>
      </Show>
    </li>
  );
}
