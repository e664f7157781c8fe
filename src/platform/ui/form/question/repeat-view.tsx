import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { useForm } from '../model/form-context.ts';
import { titleOf } from '../walk/sections.ts';

/** The copies of a repeat, numbered; people add and take away where the form leaves it to them. */
export function RepeatView(props: {
  readonly node: NodeKey;
  readonly renderCopy: (copy: NodeKey) => JSX.Element;
  /** Where one goes when a copy has been added; by default to its first question. */
  readonly onAdded?: ((copy: NodeKey) => void) | undefined;
}) {
  const { model, focusOn } = useForm();
  const { t } = useMessages();
  const isCounted = model.describe(props.node).isCounted;
  const [undo, setUndo] = createSignal<{ readonly words: string; readonly run: () => void } | null>(null);
  const copies = createMemo(() => model.children(props.node));
  const title = createMemo(() => titleOf(model, props.node).words);
  const name = (number: number) => t('form.repeat.copy', { title: title(), number });
  const remove = (copy: NodeKey, number: number) => {
    const words = t('form.repeat.removed', { name: name(number) });
    setUndo({ words, run: model.removeCopy(copy) });
    focusOn(props.node);
  };
  const add = () => {
    setUndo(null);
    const copy = model.addCopy(props.node);
    if (copy !== null) (props.onAdded ?? focusOn)(copy);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend
    <div class="form-repeat" role="group" data-node={props.node} tabindex="-1" aria-label={title()}>
      <For each={copies()}>
        {(copy, at) => (
          <CopyFrame copy={copy} name={name(at() + 1)} onRemove={isCounted ? undefined : () => remove(copy, at() + 1)}>
            {props.renderCopy(copy)}
          </CopyFrame>
        )}
      </For>
      <div role="status">
        <Show when={undo()}>
          {(done) => (
            <p class="form-undo">
              {done().words} <Button onClick={() => [done().run(), setUndo(null)]}>{t('ui.undo')}</Button>
            </p>
          )}
        </Show>
      </div>
      <Show when={!isCounted}>
        <div class="form-repeat-foot">
          <span class="form-repeat-count">{t('form.repeat.count', { count: copies().length })}</span>
          <Button onClick={add}>{t('form.repeat.add', { title: title() })}</Button>
        </div>
      </Show>
    </div>
  );
}

function CopyFrame(props: {
  readonly copy: NodeKey;
  readonly name: string;
  readonly onRemove: (() => void) | undefined;
  readonly children: JSX.Element;
}) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const title = `copy-${createUniqueId()}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend
    <div class="form-copy" role="group" data-node={props.copy} tabindex="-1" aria-labelledby={title}>
      <div class="form-copy-head">
        <p class="form-copy-title" id={title} lang={languageTag()}>
          {props.name}
        </p>
        <Show when={props.onRemove}>
          {(remove) => (
            <button
              type="button"
              class="form-clear"
              aria-label={t('form.remove-name', { name: props.name })}
              onClick={() => remove()()}
            >
              {t('form.remove')}
            </button>
          )}
        </Show>
      </div>
      {props.children}
    </div>
  );
}
