import { For } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Dialog } from '../../parts/actions/dialog.tsx';
import { useForm } from '../model/form-context.ts';
import { listSections, type Section } from '../walk/sections.ts';

/** The sections of the form and what is missing in each; a press goes there. */
export function JumpList(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onJump: (node: NodeKey) => void;
  readonly onEnd: () => void;
}) {
  const { model } = useForm();
  const { t } = useMessages();
  return (
    <Dialog isOpen={props.isOpen} title={t('form.sections')} onClose={props.onClose}>
      <ul class="jump-list">
        <For each={listSections(model)}>
          {(section) => (
            <li data-level={section.level}>
              <JumpItem section={section} onJump={() => props.onJump(section.node)} />
            </li>
          )}
        </For>
        <li data-level="1">
          <button type="button" class="jump-item" onClick={() => props.onEnd()}>
            {t('form.end.title')}
          </button>
        </li>
      </ul>
    </Dialog>
  );
}

function JumpItem(props: { readonly section: Section; readonly onJump: () => void }) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const words = () => {
    const { words, number } = props.section.title;
    return number === null ? words : t('form.repeat.copy', { title: words, number });
  };
  const state = () => {
    const { missingCount, wrongCount, isAnswered } = props.section;
    const found = [
      ...(missingCount > 0 ? [t('form.section.missing', { count: missingCount })] : []),
      ...(wrongCount > 0 ? [t('form.section.wrong', { count: wrongCount })] : []),
    ];
    if (found.length > 0) return found.join(', ');
    return t(isAnswered ? 'form.section.done' : 'form.section.empty');
  };
  return (
    <button type="button" class="jump-item" onClick={() => props.onJump()}>
      <span lang={languageTag()}>{words()}</span>
      <span class="jump-state" data-wrong={props.section.wrongCount > 0 ? '' : undefined}>
        {state()}
      </span>
    </button>
  );
}
