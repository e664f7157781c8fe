import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { saveFile } from '../../../../platform/ui/save-file.ts';

/** Saves the history, as it is narrowed down, as a CSV file. */
export function SaveHistory(props: { readonly query: string }) {
  const { t } = useMessages();
  const [isBusy, setIsBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
    setProblem(error);
  };
  const save = async () => {
    setIsBusy(true);
    setProblem(null);
    await api
      .download(`/api/history.csv${props.query}`)
      .then((file) => saveFile(file, 'history.csv'), fail)
      .finally(() => setIsBusy(false));
  };
  return (
    <>
      <Buttons>
        <Button isBusy={isBusy()} onClick={save}>
          {t('history.export')}
        </Button>
      </Buttons>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}
