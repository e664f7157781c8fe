import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { Checkbox } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListView, SavedView } from '../../arrivals/list/list-view.ts';
import type { SavedViews } from './saved-views.ts';

/** Asks for the name of a list, and whether others see it. */
export function ViewForm(props: {
  readonly saved: SavedViews;
  readonly view: ListView;
  /** Null: it is closed. */
  readonly edited: SavedView | 'new' | null;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const title = () =>
    props.edited === null || props.edited === 'new'
      ? t('reportList.views.new')
      : t('reportList.views.edit', { name: props.edited.name });
  return (
    <Dialog isOpen={props.edited !== null} title={<bdi>{title()}</bdi>} onClose={props.onClose}>
      <Show when={props.edited} keyed>
        {(edited) => <NameForm {...props} former={edited === 'new' ? null : edited} />}
      </Show>
    </Dialog>
  );
}

function NameForm(props: {
  readonly saved: SavedViews;
  readonly view: ListView;
  readonly former: SavedView | null;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [name, setName] = createSignal(props.former?.name ?? '');
  const [isShared, setIsShared] = createSignal(props.former?.isShared ?? false);
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const isMissing = () => isTried() && name().trim() === '';
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (name().trim() === '') return;
    const words = { name: name().trim(), isShared: isShared() };
    const { former, saved } = props;
    void run(async () => {
      // What is named anew keeps what it shows: that is changed by an act of its own.
      await (former === null ? saved.keep(words, props.view) : saved.change(former, words, former.view));
      showToast({ message: t('reportList.views.saved', { name: words.name }) });
      props.onClose();
    });
  };
  return (
    <form class="list-stack" onSubmit={submit} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <TextField
        label={t('reportList.views.name')}
        value={name()}
        width="full"
        isFocusedFirst
        error={isMissing() ? t('reportList.views.name-missing') : undefined}
        onInput={setName}
      />
      <Checkbox
        label={t('reportList.views.share')}
        hint={t('reportList.views.share-hint')}
        checked={isShared()}
        onInput={setIsShared}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('reportList.views.keep')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}
