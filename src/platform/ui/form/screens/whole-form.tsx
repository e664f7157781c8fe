import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, untrack } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { type FormContext, FormContextHolder } from '../model/form-context.ts';
import type { FormModel } from '../model/form-model.ts';
import { NodesBelow } from '../question/node-view.tsx';
import { questionsBelow } from '../walk/stops.ts';
import { focusPart, nodeToGoOn, partOf } from './focus.ts';
import { FormHead } from './form-head.tsx';
import { MendList } from './mend-list.tsx';
import type { FormScreenProps } from './paged-form.tsx';

/** A form as a whole, as the desk enters it. */
export function WholeForm(props: FormScreenProps) {
  const { model } = props.context;
  const { t } = useMessages();
  let view: HTMLDivElement | undefined;
  let end: HTMLDivElement | undefined;
  const pieces = createPieces(model);
  const [wrong, setWrong] = createSignal<readonly NodeKey[]>([]);
  const focusOn = (node: NodeKey) => {
    pieces.drawAll();
    const part = partOf(view, node);
    if (part !== null) focusPart(part);
  };
  const goOn = (from: NodeKey) => {
    const all = questionsBelow(model, model.session.root);
    const next = all[all.indexOf(from) + 1];
    if (next === undefined) end?.querySelector('button')?.focus();
    else focusOn(next);
  };
  const finish = () => {
    const nodes = model.session.validate().map(({ node }) => node);
    const unfinished = questionsBelow(model, model.session.root).filter((node) => model.faultOf(node) !== null);
    model.touch(nodes);
    setWrong([...new Set([...nodes, ...unfinished])]);
    if (wrong().length === 0) props.onFinish();
  };
  createEffect(on(wrong, (nodes) => nodes.length > 0 && end?.focus(), { defer: true }));
  onMount(() => props.start !== undefined && focusOn(props.start));
  const press = (event: KeyboardEvent) => {
    const node = nodeToGoOn(event);
    if (node === null) return;
    event.preventDefault();
    goOn(node);
  };
  const context: FormContext = { ...props.context, goOn, focusOn, isDue: pieces.isDue };
  return (
    <FormContextHolder.Provider value={context}>
      <FormHead progress={null} onJump={focusOn} onEnd={() => end?.focus()} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter goes on from the controls inside */}
      <div class="form-whole" ref={view} onKeyDown={press}>
        <NodesBelow node={model.session.root} />
      </div>
      <div class="form-end" ref={end} tabindex="-1">
        <Show when={wrong().length > 0}>
          <p role="alert">{t('form.end.mend', { count: wrong().length })}</p>
          <MendList nodes={wrong()} onMend={focusOn} />
        </Show>
        <Button look="primary" onClick={finish}>
          {props.finishLabel ?? t('form.finish')}
        </Button>
      </div>
    </FormContextHolder.Provider>
  );
}

/** How many nodes are drawn at once, so that a long form can be used before its end is drawn. */
const PIECE = 40;

interface Pieces {
  readonly isDue: (node: NodeKey) => boolean;
  readonly drawAll: () => void;
}

function createPieces(model: FormModel): Pieces {
  const places = createMemo(() => placesOf(model));
  const [drawn, setDrawn] = createSignal(PIECE);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grow = () => {
    setDrawn((count) => count + PIECE);
    if (drawn() < places().size) timer = setTimeout(grow);
    else setDrawn(Number.POSITIVE_INFINITY);
  };
  onMount(() => {
    timer = setTimeout(grow);
  });
  onCleanup(() => clearTimeout(timer));
  return {
    isDue: (node) => {
      const place = untrack(() => places().get(node) ?? 0);
      return place < untrack(drawn) || place < drawn();
    },
    drawAll: () => {
      clearTimeout(timer);
      setDrawn(Number.POSITIVE_INFINITY);
    },
  };
}

/** The place of each node in the order of the form. */
function placesOf(model: FormModel): ReadonlyMap<NodeKey, number> {
  const places = new Map<NodeKey, number>();
  const walk = (node: NodeKey): void => {
    places.set(node, places.size);
    for (const child of model.children(node)) walk(child);
  };
  walk(model.session.root);
  return places;
}
