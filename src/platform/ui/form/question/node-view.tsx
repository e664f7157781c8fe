import { createMemo, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { FormMedia } from '../media/form-media.tsx';
import { useForm } from '../model/form-context.ts';
import { Question } from './question.tsx';
import { RepeatView } from './repeat-view.tsx';

/** Everything below a node, as far as it is shown at present. */
export function NodesBelow(props: { readonly node: NodeKey }) {
  const { model } = useForm();
  return <For each={model.children(props.node)}>{(child) => <NodeView node={child} />}</For>;
}

/** A question, a group or a repeat; nothing while it does not matter. */
export function NodeView(props: { readonly node: NodeKey }) {
  const { model, isDue } = useForm();
  const { kind, appearance } = model.describe(props.node);
  const isShown = createMemo(
    () => isDue(props.node) && model.state(props.node).isRelevant && !appearance.includes('hidden'),
  );
  return (
    <Show when={isShown()}>
      <Switch fallback={<GroupView node={props.node} />}>
        <Match when={kind === 'question'}>
          <Question node={props.node} />
        </Match>
        <Match when={kind === 'repeat'}>
          <RepeatView node={props.node} renderCopy={(copy) => <NodesBelow node={copy} />} />
        </Match>
      </Switch>
    </Show>
  );
}

function GroupView(props: { readonly node: NodeKey }) {
  const { model, languageTag } = useForm();
  const label = createMemo(() => model.state(props.node).label);
  const hint = createMemo(() => model.state(props.node).hint);
  const title = `group-${createUniqueId()}`;
  return (
    <Show when={label() !== ''} fallback={<NodesBelow node={props.node} />}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and titles hold marks and pictures */}
      <div class="form-group" role="group" data-node={props.node} tabindex="-1" aria-labelledby={title}>
        <div class="form-group-title" id={title} lang={languageTag()}>
          <Markdown text={label()} />
        </div>
        <Show when={hint() !== ''}>
          <div class="question-hint" lang={languageTag()}>
            <Markdown text={hint()} />
          </div>
        </Show>
        <FormMedia media={model.state(props.node).media} about={title} />
        <NodesBelow node={props.node} />
      </div>
    </Show>
  );
}
