import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';

/** Saves all reports of a mission as one file. It may be larger than a page could hold, so the browser fetches it itself. */
export function ExportEverything(props: { readonly mission: string }) {
  const { t } = useMessages();
  const [isBusy, setIsBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/reports/export.ndjson`;
  const failed = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
    setProblem(error);
  };
  const save = () => {
    setIsBusy(true);
    setProblem(null);
    // A link alone would show the bare refusal where a recent sign-in is wanted.
    void api
      .probe(path())
      .then(() => window.location.assign(path()), failed)
      .finally(() => setIsBusy(false));
  };
  return (
    <>
      <Button look="quiet" isBusy={isBusy()} onClick={save}>
        {t('reports.export')}
      </Button>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}
