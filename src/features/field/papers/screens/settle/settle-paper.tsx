import { createMemo, createResource, createSignal, For, onMount, Show } from 'solid-js';
import { tagOfLanguage } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { LeaveGuard } from '../../../../../platform/ui/fill-form/leave-guard.tsx';
import type { FormToFill } from '../../../../../platform/ui/fill-form/load-form.ts';
import { type FormContext, FormContextHolder } from '../../../../../platform/ui/form/model/form-context.ts';
import { directionOfLanguage } from '../../../../../platform/ui/form/model/form-language.ts';
import { NodesBelow } from '../../../../../platform/ui/form/question/node-view.tsx';
import { focusPart, partOf } from '../../../../../platform/ui/form/screens/focus.ts';
import { MendList } from '../../../../../platform/ui/form/screens/mend-list.tsx';
import { findObstacles } from '../../../../../platform/ui/form/screens/obstacles.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { NodeKey } from '../../../../../xforms/form/session.ts';
import type { CopiesReply, PaperReply, TypedOutcome } from '../../paper.ts';
import { DifferenceRow } from './difference-row.tsx';
import { openSettling, type Settling } from './settling.ts';
import { listenForSides } from './side-keys.ts';
import '../../../../../platform/ui/form/styles/form-view.css';
import '../../../../../platform/ui/form/styles/question.css';
import '../../../../../platform/ui/form/styles/controls.css';
import '../../../../../platform/ui/form/styles/choices.css';

interface SettleProps {
  readonly path: string;
  readonly paper: PaperReply;
  readonly form: FormToFill;
  readonly onSettled: (outcome: TypedOutcome) => Promise<void>;
}

/** What two people typed differently, side by side and without names; a third takes one, or writes what the sheet says. */
export function SettlePaper(props: SettleProps) {
  const messages = useMessages();
  const [copies, { refetch }] = createResource(() => api.get<CopiesReply>(`${props.path}/copies`));
  return (
    <Show when={copies.error === undefined} fallback={<ErrorState problem={copies.error} onRetry={refetch} />}>
      <Show when={copies.latest} keyed fallback={<Skeleton rows={6} />}>
        {(both) => {
          // Once: what stands in an attribute would be opened anew each time it is read.
          const settling = openSettling(props.form, both, { paperId: props.paper.id, language: messages.language });
          return <Opened {...props} settling={settling} isMislabelled={both.isMislabelled} />;
        }}
      </Show>
    </Show>
  );
}

function Opened(props: SettleProps & { readonly settling: Settling; readonly isMislabelled: boolean }) {
  const { t, direction } = useMessages();
  const { model, differences } = props.settling;
  let list: HTMLOListElement | undefined;
  let rest: HTMLDetailsElement | undefined;
  const [isBegun, setIsBegun] = createSignal(false);
  const shown = createMemo(() =>
    differences.filter((difference) => {
      const node = props.settling.nodeOf(difference);
      return node !== null && model.state(node).isRelevant;
    }),
  );
  const open = createMemo(() => shown().filter((difference) => props.settling.pickOf(difference) === null));
  const goOn = () => {
    const next = list?.querySelector<HTMLElement>('[data-open] button') ?? null;
    (next ?? document.getElementById('paper-settle'))?.focus();
  };
  const mend = (node: NodeKey) => {
    const among = partOf(list, node);
    if (among === null && rest !== undefined) rest.open = true;
    const part = among ?? partOf(rest, node);
    if (part !== null) focusPart(part);
  };
  const picked = () => {
    setIsBegun(true);
    queueMicrotask(goOn);
  };
  onMount(goOn);
  listenForSides((side, at) => {
    const row = at?.closest('.paper-difference') ?? list?.querySelector('[data-open]') ?? null;
    const difference = row === null ? undefined : shown()[[...(list?.children ?? [])].indexOf(row)];
    if (difference === undefined) return false;
    props.settling.pick(difference, side);
    picked();
    return true;
  });
  const context: FormContext = {
    model,
    ports: { urlOf: props.form.urlOf },
    goOn,
    focusOn: () => undefined,
    isDue: () => true,
    isFromPaper: true,
    hasNumberKeys: false,
    languageTag: () => tagOfLanguage(model.language()) ?? undefined,
  };
  return (
    <FormContextHolder.Provider value={context}>
      <LeaveGuard isHeld={isBegun()} isSafe={false} />
      <div class="form-view paper-settling" data-mode="all" dir={directionOfLanguage(model.language()) ?? direction}>
        <Show when={props.isMislabelled}>
          <p class="paper-note">{t('papers.mislabelled', { station: props.paper.station ?? '' })}</p>
        </Show>
        <Show when={differences.length > 0}>
          <p class="paper-hint">{t('papers.settle-hint')}</p>
        </Show>
        <ol class="paper-differences" ref={list} onInput={() => setIsBegun(true)}>
          <For each={shown()}>
            {(difference) => <DifferenceRow difference={difference} settling={props.settling} onPicked={picked} />}
          </For>
        </ol>
        <details class="paper-rest" ref={rest}>
          <summary>{t('papers.rest')}</summary>
          <NodesBelow node={model.session.root} />
        </details>
        <SettleEnd
          {...props}
          openCount={open().length}
          findStuck={() => findObstacles(context, 'as-written').stuck}
          onGoOn={goOn}
          onMend={mend}
          onDone={() => setIsBegun(false)}
        />
      </div>
    </FormContextHolder.Provider>
  );
}

/** The reason where it is wanted, and the last step. */
function SettleEnd(
  props: SettleProps & {
    readonly settling: Settling;
    readonly openCount: number;
    /** What no question of its kind can have for an answer, wherever it stands. */
    readonly findStuck: () => readonly NodeKey[];
    readonly onGoOn: () => void;
    readonly onMend: (node: NodeKey) => void;
    readonly onDone: () => void;
  },
) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const [stuck, setStuck] = createSignal<readonly NodeKey[]>([]);
  const { isBusy, problem, run } = createRequest();
  const isOther = () => props.settling.differences.some((difference) => props.settling.pickOf(difference) === 'other');
  const isUnexplained = () => isOther() && reason().trim() === '';
  const settle = () => {
    setIsTried(true);
    if (props.openCount > 0) return props.onGoOn();
    const wrong = setStuck(props.findStuck());
    props.settling.model.touch(wrong);
    if (wrong[0] !== undefined) return props.onMend(wrong[0]);
    if (isUnexplained()) return document.getElementById('paper-reason')?.focus();
    return void run(async () => {
      const body = { xml: props.settling.seal(), reason: reason().trim() === '' ? null : reason().trim() };
      const outcome = await api.postOnce<TypedOutcome>(`${props.path}/settlement`, body);
      props.onDone();
      await props.onSettled(outcome);
    });
  };
  return (
    <div class="paper-settle-end">
      <TextArea
        id="paper-reason"
        label={t('papers.reason')}
        hint={t('papers.reason-hint')}
        rows={2}
        isOptional={!isOther()}
        value={reason()}
        error={isTried() && isUnexplained() ? t('papers.reason-missing') : undefined}
        onInput={setReason}
      />
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <Show when={stuck().length > 0}>
        <p role="alert">{t('form.end.mend', { count: stuck().length })}</p>
        <MendList nodes={stuck()} onMend={props.onMend} />
      </Show>
      <p role="status">{props.openCount > 0 ? t('papers.open-count', { count: props.openCount }) : ''}</p>
      <Buttons>
        <Button id="paper-settle" look="primary" isBusy={isBusy()} onClick={settle}>
          {t('papers.settle-now')}
        </Button>
      </Buttons>
    </div>
  );
}
