import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { saveFile } from '../../../../platform/ui/save-file.ts';

/** Saves the history, as it is narrowed down, as a file for an auditor. */
export function SaveHistory(props: { readonly query: string }) {
  const { t } = useMessages();
  const { isBusy, problem, run } = createRequest();
  const save = (name: 'history.csv' | 'history.ndjson') =>
    run(async () => saveFile(await api.download(`/api/${name}${props.query}`), name));
  return (
    <>
      <Buttons>
        <Button isBusy={isBusy()} onClick={() => save('history.csv')}>
          {t('history.export')}
        </Button>
        <Button isBusy={isBusy()} onClick={() => save('history.ndjson')}>
          {t('history.export.lines')}
        </Button>
      </Buttons>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}
