import { createSignal, For, Show } from 'solid-js';
import { tagOfLanguage } from '../../../../kernel/text.ts';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { Menu, MenuItem } from '../../parts/actions/menu.tsx';
import { useForm } from '../model/form-context.ts';
import { titleOfLanguage } from '../model/form-language.ts';
import { JumpList } from './jump-list.tsx';

/** What stays above a form: its title, its languages, its sections, and how far one has come. */
export function FormHead(props: {
  /** In [0, 1]; null where the whole form is seen at once. */
  readonly progress: number | null;
  readonly onJump: (node: NodeKey) => void;
  readonly onEnd: () => void;
}) {
  const { model, languageTag } = useForm();
  const { t } = useMessages();
  const [isListed, setIsListed] = createSignal(false);
  return (
    <div class="form-view-head">
      <div class="form-bar">
        <p class="form-title" lang={languageTag()}>
          {model.title()}
        </p>
        <FormLanguages />
        <Button look="quiet" onClick={() => setIsListed(true)}>
          {t('form.sections')}
        </Button>
      </div>
      <Show when={props.progress !== null}>
        <div
          class="form-progress"
          role="progressbar"
          aria-label={t('form.progress')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round((props.progress ?? 0) * 100)}
        >
          <div style={{ 'inline-size': `${(props.progress ?? 0) * 100}%` }} />
        </div>
      </Show>
      <JumpList
        isOpen={isListed()}
        onClose={() => setIsListed(false)}
        onJump={(node) => [setIsListed(false), props.onJump(node)]}
        onEnd={() => [setIsListed(false), props.onEnd()]}
      />
    </div>
  );
}

/** The languages of the form, each under its own name. */
function FormLanguages() {
  const { model } = useForm();
  const { t } = useMessages();
  const sign = () => (tagOfLanguage(model.language()) ?? titleOfLanguage(model.language())).toUpperCase();
  return (
    <Show when={model.session.languages.length > 1}>
      <Menu label={`${sign()}: ${t('form.language')}`} button={sign()}>
        <For each={model.session.languages}>
          {(language) => (
            <MenuItem isChosen={model.language() === language} onChoose={() => model.setLanguage(language)}>
              <span lang={tagOfLanguage(language) ?? undefined}>{titleOfLanguage(language)}</span>
            </MenuItem>
          )}
        </For>
      </Menu>
    </Show>
  );
}
