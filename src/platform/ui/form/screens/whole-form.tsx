import { createMemo, createSignal, onCleanup, onMount, untrack } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { type FormContext, FormContextHolder } from '../model/form-context.ts';
import type { FormModel } from '../model/form-model.ts';
import { NodesBelow } from '../question/node-view.tsx';
import { questionsBelow } from '../walk/stops.ts';
import { choiceOfDigit, focusPart, nodeToGoOn, partOf } from './focus.ts';
import { FormHead } from './form-head.tsx';
import type { FormScreenProps } from './paged-form.tsx';
import { WholeEnd } from './whole-end.tsx';

/** A form as a whole, as the desk enters it. */
export function WholeForm(props: FormScreenProps) {
  const { model, hasNumberKeys } = props.context;
  let view: HTMLDivElement | undefined;
  let end: HTMLDivElement | undefined;
  const pieces = createPieces(model);
  const focusOn = (node: NodeKey) => {
    pieces.drawAll();
    const part = partOf(view, node);
    if (part !== null) focusPart(part);
  };
  const goOn = (from: NodeKey) => {
    const all = questionsBelow(model, model.session.root);
    const isUnanswerable = (node: NodeKey) =>
      model.state(node).isReadonly ||
      (props.context.ports.media === undefined && model.describe(node).control === 'upload');
    const isPassed = (node: NodeKey) => hasNumberKeys && isUnanswerable(node);
    const next = all.slice(all.indexOf(from) + 1).find((node) => !isPassed(node));
    if (next === undefined) end?.querySelector<HTMLElement>('.form-finish')?.focus();
    else focusOn(next);
  };
  onMount(() => props.start !== undefined && focusOn(props.start));
  const press = (event: KeyboardEvent) => {
    const choice = hasNumberKeys ? choiceOfDigit(event) : null;
    if (choice !== null) {
      event.preventDefault();
      choice.click();
      // Enter alone goes on, from every question: whoever types without looking at the page knows which one is next.
      return choice.focus();
    }
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
        <WholeEnd
          rules={props.rules}
          finishLabel={props.finishLabel}
          onStuck={() => end?.focus()}
          onMend={focusOn}
          onFinish={props.onFinish}
        />
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
