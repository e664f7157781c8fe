import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { writeXlsx } from '../../../../../xforms/workbook/xlsx/write-xlsx.ts';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';

/** Whether the server has what one sees; where it has not, why, and the ways out, none of which loses anything. */
export function KeptState(props: { readonly work: FormWork; readonly frame: FormFrame }) {
  const { t } = useMessages();
  const takeAway = () => {
    const link = document.createElement('a');
    const bytes = writeXlsx(props.work.workbook());
    link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
    link.download = `${props.frame.reply.formId}.xlsx`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <span class="form-kept" role="status" data-keeping={props.work.keeping()}>
        {t(`forms.keeping.${props.work.keeping()}`)}
      </span>
      <Show when={props.work.keeping() === 'failed' && props.work.problem()}>
        {(problem) => (
          <div class="form-unkept">
            <ErrorState
              problem={problem()}
              onRetry={problem().code === 'changed-meanwhile' ? undefined : () => void props.work.save()}
              actions={
                <Buttons>
                  <Button onClick={takeAway}>{t('forms.keeping.take-away')}</Button>
                  <Show when={problem().code === 'changed-meanwhile'}>
                    <Button onClick={() => void props.frame.onReload()}>{t('forms.keeping.reload')}</Button>
                  </Show>
                </Buttons>
              }
            />
          </div>
        )}
      </Show>
    </>
  );
}
