import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createReply } from '../../../../../platform/ui/request.ts';
import type { ConcernedAnswer, ReportCheck, ReportChecks } from '../../check.ts';
import { type AnswerWords, StateMark, titleOf } from '../check-words.tsx';
import { VerifyForm } from './verify-form.tsx';

interface ReportProps {
  readonly mission: string;
  readonly reportId: string;
  /** Changes when there is something new to show. */
  readonly state: string;
  readonly canEdit: boolean;
  readonly words: AnswerWords;
  readonly hrefOfCheck: (check: string) => string;
  /** Told when a check says something else than before: what lists the report has to show that as well. */
  readonly onChanged: () => void;
}

/** What checks say of a report, the answers they rest on, and who made sure of them; nothing where no check is about it. */
export function ReportChecksPart(props: ReportProps) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/reports/${encodeURIComponent(props.reportId)}`;
  const loaded = createReply<ReportChecks>(() => `${path()}/checks`, {
    news: () => props.state,
    isPending: (found) => found.isPending,
  });
  const found = loaded.shown;
  const [isVerifying, setIsVerifying] = createSignal(false);
  const look = () =>
    found()
      ?.checks.map(({ check, state }) => `${check} ${state}`)
      .join();
  createEffect(on(look, (now, before) => before !== undefined && now !== before && props.onChanged(), { defer: true }));
  const told = () => (found()?.checks ?? []).filter(({ state }) => state !== 'ok');
  const inOrderWords = () => {
    const count = (found()?.checks.length ?? 0) - told().length;
    return told().length === 0 ? t('checks.in-order', { count }) : t('checks.others-in-order', { count });
  };
  return (
    <Show when={loaded.error() === undefined} fallback={<ErrorState problem={loaded.error()} onRetry={loaded.again} />}>
      <Show when={(found()?.checks.length ?? 0) > 0}>
        <section class="report-checks" aria-label={t('checks.view')}>
          <h3>{t('checks.view')}</h3>
          <ul>
            <For each={told()}>
              {(check) => (
                <li>
                  <ToldCheck {...props} check={check} path={path()} onDone={loaded.again} />
                </li>
              )}
            </For>
          </ul>
          <p class="check-note" role="status">
            <Show when={found()?.isPending} fallback={inOrderWords()}>
              {t('checks.pending')}
            </Show>
          </p>
          <Show when={props.canEdit && openAnswers(told()).length > 0}>
            <Show
              when={isVerifying()}
              fallback={
                <Buttons>
                  <Button onClick={() => setIsVerifying(true)}>{t('checks.verify')}</Button>
                </Buttons>
              }
            >
              <VerifyForm
                path={path()}
                answers={openAnswers(told())}
                words={props.words}
                onAnew={loaded.again}
                onDone={() => {
                  setIsVerifying(false);
                  loaded.again();
                }}
                onClose={() => setIsVerifying(false)}
              />
            </Show>
          </Show>
        </section>
      </Show>
    </Show>
  );
}

/** The answers that open checks rest on and of which nobody made sure, each once. */
function openAnswers(checks: readonly ReportCheck[]): readonly ConcernedAnswer[] {
  const open = checks.filter(({ state }) => state !== 'verified').flatMap(({ answers }) => answers);
  return [...new Map(open.filter(({ verified }) => verified === null).map((one) => [one.path, one])).values()];
}

function ToldCheck(
  props: ReportProps & { readonly check: ReportCheck; readonly path: string; readonly onDone: () => void },
) {
  const messages = useMessages();
  return (
    <>
      <p class="report-check-head">
        <StateMark state={props.check.state} severity={props.check.severity} />
        <a href={props.hrefOfCheck(props.check.check)}>
          <bdi>{titleOf(messages, props.check.title)}</bdi>
        </a>
      </p>
      <ul class="report-check-answers">
        <For each={props.check.answers}>
          {(answer) => (
            <li>
              <bdi>{props.words.question(answer)}</bdi>:{' '}
              <strong>
                <bdi dir="auto">{props.words.answer(answer) || messages.t('checks.not-answered')}</bdi>
              </strong>
              <Show when={answer.verified}>
                {(verified) => <Verified {...props} verified={verified()} onDone={props.onDone} />}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

/** Who made sure of an answer, when and how; editors take a mistake back, with a reason. */
function Verified(props: {
  readonly path: string;
  readonly canEdit: boolean;
  readonly verified: NonNullable<ConcernedAnswer['verified']>;
  readonly onDone: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [isOpen, setIsOpen] = createSignal(false);
  const withdraw = async (reason: string) => {
    await api.post(`${props.path}/verifications/${props.verified.id}/withdrawal`, { reason });
    props.onDone();
  };
  return (
    <div class="report-check-by">
      <p>
        {t('checks.verified-by', {
          name: props.verified.byName,
          how: t(`checks.how.${props.verified.how}`),
          time: formatMoment(messages, props.verified.at),
        })}
        <Show when={props.verified.note}>
          {(note) => (
            <>
              {' '}
              · <bdi dir="auto">{note()}</bdi>
            </>
          )}
        </Show>
      </p>
      <Show when={props.canEdit}>
        <Show
          when={isOpen()}
          fallback={
            <Button look="quiet" onClick={() => setIsOpen(true)}>
              {t('checks.withdraw')}
            </Button>
          }
        >
          <ReasonForm
            class="check-form"
            words={{
              label: t('checks.withdraw-reason'),
              hint: t('checks.withdraw-hint'),
              missing: t('checks.reason-missing'),
            }}
            submitLabel={t('checks.withdraw')}
            onSubmit={withdraw}
            onClose={() => setIsOpen(false)}
          />
        </Show>
      </Show>
    </div>
  );
}
