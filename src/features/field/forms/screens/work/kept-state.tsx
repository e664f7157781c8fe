import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { saveFile } from '../../../../../platform/ui/save-file.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { writeXlsx } from '../../../../../xforms/workbook/xlsx/write-xlsx.ts';
import type { FormFrame } from './form-frame.ts';
import type { Clash, FormWork } from './form-work.ts';

/** Whether the server has what one sees; where it has not, why, and the ways out, none of which loses anything. */
export function KeptState(props: { readonly work: FormWork; readonly frame: FormFrame }) {
  const { t } = useMessages();
  const shown = () => (props.work.keeping() === 'kept' && props.work.isTyping() ? 'waiting' : props.work.keeping());
  const takeAway = () => download(props.work.workbook(), `${props.frame.reply.formId}.xlsx`);
  return (
    <>
      <span class="form-kept" role="status" data-keeping={shown()}>
        {t(`forms.keeping.${shown()}`)}
      </span>
      <Show when={props.work.aside()}>
        <div class="form-unkept forms-note" role="status">
          <p>{t('forms.aside')}</p>
          <Buttons>
            <Button onClick={() => props.work.settleAside(true)}>{t('forms.aside.take-up')}</Button>
            <Button onClick={() => props.work.settleAside(false)}>{t('forms.aside.throw-away')}</Button>
          </Buttons>
        </div>
      </Show>
      <Show when={props.work.clash()}>
        {(clash) => <ClashNote clash={clash()} work={props.work} onTakeAway={takeAway} />}
      </Show>
      <Show when={props.work.clash() === null && props.work.keeping() === 'failed' && props.work.problem()}>
        {(problem) => (
          <div class="form-unkept">
            <ErrorState
              problem={problem()}
              onRetry={() => void props.work.save()}
              actions={<Button onClick={takeAway}>{t('forms.keeping.take-away')}</Button>}
            />
          </div>
        )}
      </Show>
    </>
  );
}

function ClashNote(props: { readonly clash: Clash; readonly work: FormWork; readonly onTakeAway: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const places = () =>
    props.clash.merged.contested
      .slice(0, MOST_PLACES)
      .map(({ sheet, row }) => `${sheet}, ${t('forms.row', { row })}`)
      .join('; ');
  const words = () =>
    t('forms.clash', {
      name: props.clash.theirs.editorName,
      at: formatMoment(messages, props.clash.theirs.changedAt),
      count: props.clash.merged.contested.length,
      places: places(),
    });
  return (
    <div class="form-unkept forms-obstacle" role="alert">
      <p>{words()}</p>
      <Buttons>
        <Button look="primary" onClick={() => props.work.settleClash('mine')}>
          {t('forms.clash.mine')}
        </Button>
        <Button onClick={() => props.work.settleClash('theirs')}>{t('forms.clash.theirs')}</Button>
        <Button onClick={props.onTakeAway}>{t('forms.keeping.take-away')}</Button>
      </Buttons>
    </div>
  );
}

/** More places than these help nobody to find them. */
const MOST_PLACES = 5;

function download(workbook: Workbook, name: string): void {
  saveFile(new Blob([new Uint8Array(writeXlsx(workbook))]), name);
}
