import { For } from 'solid-js';
import { plainText } from '../../../../xforms/form/parse-markdown.ts';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { useForm } from '../model/form-context.ts';
import { faultWords } from '../question/fault-words.ts';
import { titleOf } from '../walk/sections.ts';
import { ancestorsOf } from '../walk/stops.ts';

/** What must be mended before a form is done; a press goes there. */
export function MendList(props: { readonly nodes: readonly NodeKey[]; readonly onMend: (node: NodeKey) => void }) {
  return (
    <ul class="mend-list">
      <For each={props.nodes}>{(node) => <MendItem node={node} onMend={() => props.onMend(node)} />}</For>
    </ul>
  );
}

function MendItem(props: { readonly node: NodeKey; readonly onMend: () => void }) {
  const { model, languageTag } = useForm();
  const messages = useMessages();
  const label = () => plainText(model.state(props.node).label) || model.describe(props.node).name;
  const copies = () =>
    ancestorsOf(model, props.node)
      .filter((node) => model.describe(node).kind === 'copy')
      .map((node) => titleOf(model, node))
      .map(({ words, number }) => messages.t('form.repeat.copy', { title: words, number: number ?? 0 }));
  const words = () => {
    const fault = model.faultOf(props.node) ?? model.state(props.node).violation;
    return fault === null ? messages.t('form.mended') : faultWords(messages, fault, model.describe(props.node));
  };
  return (
    <li>
      <button type="button" class="mend-item" onClick={() => props.onMend()}>
        <span lang={languageTag()}>{[...copies(), label()].join(' · ')}</span>
        <span class="mend-words">{words()}</span>
      </button>
    </li>
  );
}
