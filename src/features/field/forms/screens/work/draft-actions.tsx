import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import type { PickedFile } from '../../../../../platform/ui/parts/fields/dropped-files.ts';
import { FileDrop } from '../../../../../platform/ui/parts/fields/file-drop.tsx';
import { MenuWords } from '../grid/icon-button.tsx';
import { uploadForm } from '../list/upload-form.ts';
import { RefusedForm } from '../view/refused-form.tsx';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';

type Asked = 'upload' | 'discard' | null;

/** How a draft is begun, replaced by a file, or thrown away. */
export function DraftActions(props: {
  readonly frame: FormFrame;
  readonly work: FormWork | null;
  readonly number: number | null;
}) {
  const { t } = useMessages();
  const [asked, setAsked] = createSignal<Asked>(null);
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const path = () => `${props.frame.addresses.api}/draft`;
  const close = () => {
    setAsked(null);
    setProblem(null);
  };
  const attempt = async (ask: (base: number) => Promise<unknown>) => {
    setProblem(null);
    try {
      const base = props.work === null ? 0 : await props.work.save();
      if (base === null) return;
      await ask(base);
      close();
      await props.frame.onReload();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    }
  };
  const begin = () => void attempt(() => api.post(path(), { number: props.number }));
  const upload = (files: readonly PickedFile[]) =>
    void attempt((base) => uploadForm(`${path()}/upload?base=${base}`, files));
  const discard = () => void attempt((base) => api.delete(`${path()}?base=${base}`));
  return (
    <Show when={props.frame.canEdit}>
      <Menu button={<MenuWords>{t('forms.actions')}</MenuWords>}>
        <Show when={props.work === null && props.number !== null}>
          <MenuItem onChoose={begin}>{t('forms.begin', { number: props.number ?? 0 })}</MenuItem>
        </Show>
        <MenuItem onChoose={() => setAsked('upload')}>{t('forms.replace')}</MenuItem>
        <Show when={props.work !== null}>
          <MenuItem onChoose={() => setAsked('discard')}>{t('forms.discard')}</MenuItem>
        </Show>
      </Menu>
      <Dialog isOpen={asked() === 'upload'} title={t('forms.replace')} onClose={close}>
        <p>{t(props.work === null ? 'forms.replace-hint-new' : 'forms.replace-hint')}</p>
        <FileDrop label={t('forms.drop')} hint={t('forms.drop-hint')} onFiles={upload} />
        <Show when={problem()}>{(found) => <RefusedForm problem={found()} />}</Show>
      </Dialog>
      <Dialog
        isOpen={asked() === 'discard'}
        title={t('forms.discard')}
        onClose={close}
        actions={
          <>
            <Button look="danger" onClick={discard}>
              {t('forms.discard')}
            </Button>
            <Button onClick={close}>{t('ui.cancel')}</Button>
          </>
        }
      >
        <p>{t(props.frame.reply.versions.length === 0 ? 'forms.discard-all' : 'forms.discard-hint')}</p>
        <Show when={problem()}>{(found) => <RefusedForm problem={found()} />}</Show>
      </Dialog>
    </Show>
  );
}
