import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ConvertedForm } from '../../../../../xforms/xlsform/convert-form.ts';
import { checkForm, stemOf } from '../../checking/check-form.ts';
import { compareForms } from '../../compare/compare-forms.ts';
import type { VersionReply } from '../../form-replies.ts';
import { DifferencesView } from '../differences/differences-view.tsx';
import type { FormFrame } from '../work/form-frame.ts';
import type { FormWork } from '../work/form-work.ts';

/** In what two editions of the form differ, and what the later one breaks. */
export function Comparison(props: {
  readonly frame: FormFrame;
  readonly work: FormWork | null;
  /** Number of a version. */
  readonly from: number;
  /** Null: the draft. */
  readonly to: number | null;
  /** The `version` that the draft will have once it is published; absent: its own. */
  readonly asVersion?: string | undefined;
}) {
  const { t } = useMessages();
  const load = (number: number) => loadEdition(props.frame.addresses.api, number);
  const [before, { refetch }] = createResource(() => props.from, load);
  const [version] = createResource(() => props.to, load);
  const draft = () => withFormVersion(props.work?.checked().converted ?? null, props.asVersion);
  const after = () => (props.to === null ? draft() : (version.latest ?? null));
  const differences = () => {
    const [older, newer] = [before.latest ?? null, after()];
    return older === null || newer === null ? null : compareForms(older, newer);
  };
  return (
    <section class="form-comparison">
      <h3>{t('forms.differences', { number: props.from })}</h3>
      <Show when={before.error === undefined} fallback={<ErrorState problem={before.error} onRetry={refetch} />}>
        <Show when={differences()} fallback={<Skeleton rows={4} />}>
          {(found) => <DifferencesView differences={found()} />}
        </Show>
      </Show>
    </section>
  );
}

function withFormVersion(edition: ConvertedForm | null, version: string | undefined): ConvertedForm | null {
  if (edition === null || version === undefined) return edition;
  return { ...edition, form: { ...edition.form, version } };
}

async function loadEdition(path: string, number: number): Promise<ConvertedForm | null> {
  const { workbook, sourceName } = await api.get<VersionReply>(`${path}/versions/${number}`);
  return checkForm(workbook, stemOf(sourceName)).converted;
}
