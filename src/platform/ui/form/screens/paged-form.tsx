import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { answerWords } from '../answers/answer-words.ts';
import { type FormContext, FormContextHolder } from '../model/form-context.ts';
import { NodesBelow, NodeView } from '../question/node-view.tsx';
import { RepeatView } from '../question/repeat-view.tsx';
import { titleOf } from '../walk/sections.ts';
import { ancestorsOf, questionsBelow, type Stop } from '../walk/stops.ts';
import { createWalk, type Walk } from '../walk/walk.ts';
import { EndScreen } from './end-screen.tsx';
import { focusPart, nodeToGoOn, partOf } from './focus.ts';
import { FormHead } from './form-head.tsx';

/** Whether the rules of a form must be kept before it is finished, or what is written may stay as it is. */
export type FormRules = 'kept' | 'as-written' | 'as-it-is';

/** What a form is shown with, however it is shown. */
export interface FormScreenProps {
  readonly context: Omit<FormContext, 'goOn' | 'focusOn' | 'isDue'>;
  readonly start: NodeKey | undefined;
  readonly finishLabel: string | undefined;
  readonly rules: FormRules;
  readonly onPlace: (node: NodeKey | null) => void;
  readonly onFinish: () => void;
}

/** A form page by page: one question, or those that the form puts together. */
export function PagedForm(props: FormScreenProps) {
  const { model } = props.context;
  const walk = createWalk(model, props.start);
  let page: HTMLDivElement | undefined;
  const focusOn = (node: NodeKey) => {
    const part = partOf(page, node);
    if (part === null) walk.goTo(node);
    else focusPart(part);
  };
  const flow = createFlow(props.context, walk, focusOn);
  const context: FormContext = { ...props.context, focusOn, goOn: flow.goOn, isDue: () => true };
  const arrive = (stop: Stop | null) => {
    props.onPlace(stop?.node ?? null);
    if ((page?.getBoundingClientRect().top ?? 0) < 0) page?.scrollIntoView({ block: 'start' });
    const part =
      stop === null ? page?.querySelector<HTMLElement>('.form-end') : partOf(page, walk.target() ?? stop.node);
    focusPart(part ?? page ?? document.body);
  };
  createEffect(on(walk.stop, arrive, { defer: true }));
  const press = (event: KeyboardEvent) => {
    const node = nodeToGoOn(event);
    if (node === null) return;
    event.preventDefault();
    flow.goOn(node);
  };
  return (
    <FormContextHolder.Provider value={context}>
      <FormHead progress={walk.progress()} onJump={walk.goTo} onEnd={walk.goToEnd} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter goes on from the controls inside */}
      <div class="form-page" ref={page} tabindex="-1" onKeyDown={press}>
        <SectionPath stop={walk.stop()} context={context} />
        <Show
          when={walk.stop()}
          keyed
          fallback={
            <EndScreen
              finishLabel={props.finishLabel}
              onMend={(node) => walk.goTo(node, true)}
              onFinish={props.onFinish}
            />
          }
        >
          {(stop) => <StopView stop={stop} context={context} walk={walk} />}
        </Show>
      </div>
      <Foot walk={walk} flow={flow} />
    </FormContextHolder.Provider>
  );
}

interface Flow {
  readonly goOn: (from: NodeKey) => void;
  readonly tryNext: () => void;
  /** How many answers keep one from going on; 0 before one has tried. */
  readonly stuckCount: () => number;
}

function createFlow({ model }: FormScreenProps['context'], walk: Walk, focusOn: (node: NodeKey) => void): Flow {
  const [isTried, setIsTried] = createSignal(false);
  createEffect(on(walk.stop, () => setIsTried(false)));
  const questions = () => {
    const stop = walk.stop();
    return stop === null || stop.kind === 'repeat' ? [] : questionsBelow(model, stop.node);
  };
  const wrong = () => questions().filter((node) => model.faultOf(node) !== null);
  const tryNext = () => {
    model.touch(questions());
    const [first] = wrong();
    setIsTried(first !== undefined);
    if (first === undefined) walk.next();
    else focusOn(first);
  };
  return {
    tryNext,
    stuckCount: () => (isTried() ? wrong().length : 0),
    goOn: (from) => {
      const all = questions();
      const next = all[all.indexOf(from) + 1];
      model.touch([from]);
      if (next === undefined) tryNext();
      else focusOn(next);
    },
  };
}

function StopView(props: { readonly stop: Stop; readonly context: FormContext; readonly walk: Walk }) {
  const { model } = props.context;
  const { kind, node } = props.stop;
  return (
    <Switch fallback={<NodeView node={node} />}>
      <Match when={kind === 'repeat'}>
        <RepeatView
          node={node}
          onAdded={(copy) => props.walk.goTo(copy)}
          renderCopy={(copy) => (
            <CopySummary copy={copy} context={props.context} onOpen={() => props.walk.goTo(copy)} />
          )}
        />
      </Match>
      <Match when={model.describe(node).kind === 'copy'}>
        <div class="form-copy" data-node={node} tabindex="-1">
          <NodesBelow node={node} />
        </div>
      </Match>
    </Switch>
  );
}

/** The groups and copies around what is shown; said aloud when one comes into another. */
function SectionPath(props: { readonly stop: Stop | null; readonly context: FormContext }) {
  const { model, languageTag } = props.context;
  const { t } = useMessages();
  const words = createMemo(() => {
    if (props.stop === null) return '';
    const { node } = props.stop;
    const isCopy = (each: NodeKey) => model.describe(each).kind === 'copy';
    const isTitled = (each: NodeKey) => model.describe(each).kind === 'group' && model.state(each).label !== '';
    return [...ancestorsOf(model, node), ...(isCopy(node) ? [node] : [])]
      .filter((each) => isCopy(each) || isTitled(each))
      .map((each) => titleOf(model, each))
      .filter(({ words }, at, titles) => titles[at + 1]?.words !== words || titles[at + 1]?.number === null)
      .map(({ words, number }) => (number === null ? words : t('form.repeat.copy', { title: words, number })))
      .join(' › ');
  });
  return (
    <p class="form-path" role="status" lang={languageTag()}>
      {words()}
    </p>
  );
}

const MOST_SUMMARIZED = 3;

/** What a copy holds, in a few words, and the way into it. */
function CopySummary(props: { readonly copy: NodeKey; readonly context: FormContext; readonly onOpen: () => void }) {
  const { model } = props.context;
  const messages = useMessages();
  const words = createMemo(() =>
    questionsBelow(model, props.copy)
      .map((node) => answerWords(messages, model, node))
      .filter(Boolean)
      .slice(0, MOST_SUMMARIZED)
      .join(' · '),
  );
  return (
    <div class="form-summary">
      <p>{words() || messages.t('form.section.empty')}</p>
      <Button onClick={() => props.onOpen()}>{messages.t('form.repeat.open')}</Button>
    </div>
  );
}

function Foot(props: { readonly walk: Walk; readonly flow: Flow }) {
  const { t } = useMessages();
  return (
    <div class="form-foot">
      <p class="form-stuck" role="status">
        <Show when={props.flow.stuckCount() > 0}>{t('form.stuck', { count: props.flow.stuckCount() })}</Show>
      </p>
      <Show when={props.flow.stuckCount() > 0}>
        <Button look="quiet" onClick={() => props.walk.next()}>
          {t('form.later')}
        </Button>
      </Show>
      <Button disabled={props.walk.isFirst()} onClick={() => props.walk.back()}>
        {t('form.back')}
      </Button>
      <Show when={props.walk.stop() !== null}>
        <Button look="primary" onClick={() => props.flow.tryNext()}>
          {t(props.walk.isMending() ? 'form.to-end' : 'form.next')}
        </Button>
      </Show>
    </div>
  );
}
