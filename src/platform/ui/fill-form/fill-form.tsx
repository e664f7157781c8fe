import {
  createEffect,
  createResource,
  createSignal,
  For,
  type JSX,
  Match,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { ApiProblem } from '../api.ts';
import { FormView } from '../form/form-view.tsx';
import type { KeptFile } from '../form/model/ports.ts';
import type { FormRules } from '../form/screens/paged-form.tsx';
import { formatMoment } from '../moment.ts';
import { Button } from '../parts/actions/button.tsx';
import { ErrorState } from '../parts/states/error-state.tsx';
import { Skeleton } from '../parts/states/skeleton.tsx';
import { createRequest } from '../request.ts';
import { createFilling, type FillDraft, type FilledForm } from './filling.ts';
import { keptDraft } from './kept-draft.ts';
import { LeaveGuard } from './leave-guard.tsx';
import type { FormToFill } from './load-form.ts';
import { type AsideAnswer, type OpenedFill, openFilled } from './open-filled.ts';
import './fill-form.css';

/** What is filled, and what becomes of it. */
export interface FillFormProps {
  /** The version of the form that it is filled with: `loadFormToFill` fetches one. */
  readonly form: FormToFill;
  /** XML of the earlier record that is corrected; absent: a new record. */
  readonly record?: string | undefined;
  /** A file that came with the earlier record, to be shown; absent: only its name is. */
  readonly findFile?: ((name: string) => Promise<KeptFile | null>) | undefined;
  /**
   * Names the draft that the browser keeps while it is filled, and finds it again: the account of whoever types, the mission and
   * what is filled (`correct/<account>/<report>/<sha256 of the version>`). Another key is another draft.
   */
  readonly draftKey: string;
  /** `kept`: as on the telephone; `as-written`: what stands on a paper may break a rule of the form; `as-it-is`: so may what was said. */
  readonly rules: FormRules;
  /** Whether questions for pictures and other files take some. */
  readonly takesFiles: boolean;
  /** What the last step is called; default: `Send`. */
  readonly submitLabel?: string | undefined;
  /** Whether the page may be left without being asked: what is typed is kept either way. */
  readonly mayLeave?: boolean | undefined;
  /** Asked before it is sent: false where something beside the form is missing, which the caller then tells. */
  readonly mayFinish?: (() => boolean) | undefined;
  /**
   * Takes the complete record. Once it resolves, the draft is forgotten; where it fails with an ApiProblem, that is shown and
   * everything stays. Sending again gives the same record to the last byte unless an answer was changed.
   */
  readonly onSubmit: (filled: FilledForm) => Promise<void>;
  /** What is shown where `onSubmit` failed, `retry` sends it again; default: what went wrong and a button to try again. */
  readonly refusal?: ((problem: ApiProblem, retry: () => void) => JSX.Element) | undefined;
}

/**
 * A form that is filled at the desk: all questions on one page, by keyboard from the first to the last (Enter goes on, digits
 * choose), kept in the browser while it is typed. Opening an earlier record, it tells what of it the form has no place for.
 */
export function FillForm(props: FillFormProps) {
  const { t } = useMessages();
  const [found] = createResource(
    () => props.draftKey,
    (key) =>
      keptDraft<FillDraft>(key)
        .load()
        .then(
          (kept) => ({ kept, isUnkept: false }),
          () => ({ kept: null, isUnkept: true }),
        ),
  );
  let frame: HTMLDivElement | undefined;
  // The button that was pressed is gone with the answers: one goes on at the beginning.
  const focusFirst = () => frame?.querySelector<HTMLElement>('.question :is(input, textarea, select)')?.focus();
  return (
    <div class="fill-form" ref={frame}>
      <Show when={found()} keyed fallback={<Skeleton rows={6} />}>
        {({ kept, isUnkept }) => (
          <>
            <Show when={isUnkept}>
              <p class="fill-note" role="alert">
                {t('fill.unkept')}
              </p>
            </Show>
            <FillRounds {...props} kept={kept} onRound={() => queueMicrotask(focusFirst)} />
          </>
        )}
      </Show>
    </div>
  );
}

/** Begins, and begins anew where that is asked for; what was there before can be taken up again. */
function FillRounds(props: FillFormProps & { readonly kept: FillDraft | null; readonly onRound: () => void }) {
  const messages = useMessages();
  const [round, setRound] = createSignal({ kept: props.kept, left: null as FillDraft | null });
  const begin = (next: { kept: FillDraft | null; left: FillDraft | null }) => {
    setRound(next);
    props.onRound();
  };
  return (
    <Show when={round()} keyed>
      {({ kept, left }) => {
        const opened = openFilled({
          ...props.form,
          record: props.record ?? null,
          draft: kept?.draft ?? null,
          language: messages.language,
        });
        if (!opened.ok)
          return <p role="alert">{messages.find(`formFaults.${opened.error.code}`, opened.error.parameters)}</p>;
        return (
          <Filling
            {...props}
            kept={kept}
            opened={opened.value}
            canTakeUp={left !== null}
            onAnew={() => begin({ kept: null, left: kept })}
            onTakeUp={() => begin({ kept: left, left: null })}
          />
        );
      }}
    </Show>
  );
}

function Filling(
  props: FillFormProps & {
    readonly kept: FillDraft | null;
    readonly opened: OpenedFill;
    readonly canTakeUp: boolean;
    readonly onAnew: () => void;
    readonly onTakeUp: () => void;
  },
) {
  const { t } = useMessages();
  const { session, aside } = props.opened;
  const filling = createFilling({
    key: props.draftKey,
    session,
    kept: props.kept,
    urlOf: props.form.urlOf,
    takesFiles: props.takesFiles,
    findFile: props.findFile,
  });
  const { isBusy, problem, run } = createRequest();
  const [isDone, setIsDone] = createSignal(false);
  let failed: HTMLDivElement | undefined;
  const send = () => {
    if (props.mayFinish?.() === false) return;
    void run(async () => {
      await props.onSubmit(await filling.seal());
      setIsDone(true);
      await filling.remove();
    });
  };
  createEffect(() => problem() !== null && failed?.focus());
  onMount(() => document.addEventListener('visibilitychange', filling.flush));
  onCleanup(() => {
    document.removeEventListener('visibilitychange', filling.flush);
    filling.flush();
  });
  return (
    <>
      <LeaveGuard isHeld={filling.isBegun() && !isDone() && props.mayLeave !== true} isSafe={filling.isSafe()} />
      <Resumed kept={props.kept} canTakeUp={props.canTakeUp} onAnew={props.onAnew} onTakeUp={props.onTakeUp} />
      <AsideAnswers answers={aside} isCorrected={props.record !== undefined} />
      <FormView
        session={session}
        mode="all"
        ports={filling.ports}
        rules={props.rules}
        hasNumberKeys
        finishLabel={props.submitLabel ?? t('fill.send')}
        onChange={filling.changed}
        onFinish={send}
      />
      <div class="fill-foot" ref={failed} tabindex="-1">
        <Show when={problem()} keyed>
          {(said) => props.refusal?.(said, send) ?? <ErrorState problem={said} onRetry={send} />}
        </Show>
        <p role="status" class="fill-state">
          <Switch fallback={<span class="key-words">{t('fill.begin-hint')}</span>}>
            <Match when={isBusy()}>{t('fill.sending')}</Match>
            <Match when={filling.isBegun()}>{t(filling.isSafe() ? 'fill.kept' : 'fill.keeping')}</Match>
          </Switch>
        </p>
      </div>
    </>
  );
}

/** Says that one goes on where one left, and lets one begin anew; or that what was begun before can be taken up. */
function Resumed(props: {
  readonly kept: FillDraft | null;
  readonly canTakeUp: boolean;
  readonly onAnew: () => void;
  readonly onTakeUp: () => void;
}) {
  const messages = useMessages();
  return (
    <Switch>
      <Match when={props.kept}>
        {(kept) => (
          <p class="fill-note">
            {messages.t('fill.resumed', { time: formatMoment(messages, kept().savedAt) })}{' '}
            <Button look="quiet" onClick={() => props.onAnew()}>
              {messages.t('fill.anew')}
            </Button>
          </p>
        )}
      </Match>
      <Match when={props.canTakeUp}>
        <p class="fill-note" role="status">
          {messages.t('fill.begun-anew')}{' '}
          <Button look="quiet" onClick={() => props.onTakeUp()}>
            {messages.t('ui.undo')}
          </Button>
        </p>
      </Match>
    </Switch>
  );
}

/** What of the earlier record, or of the draft, the form has no place for. */
function AsideAnswers(props: { readonly answers: readonly AsideAnswer[]; readonly isCorrected: boolean }) {
  const { t } = useMessages();
  return (
    <Show when={props.answers.length > 0}>
      <section class="fill-aside">
        <h2>{t('fill.aside', { count: props.answers.length })}</h2>
        <p>{t(props.isCorrected ? 'fill.aside-record' : 'fill.aside-draft')}</p>
        <dl>
          <For each={props.answers}>
            {({ path, value }) => (
              <div>
                <dt>
                  <bdi>{path.replace(/^\/[^/]+\//, '')}</bdi>
                </dt>
                <dd>
                  <bdi dir="auto">{value}</bdi>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </Show>
  );
}
