import { onMount, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { CopyButton } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import type { EnteredReport } from '../report-entry.ts';

/** The receipt of what was typed, to be read to whoever is on the telephone. */
export function EnteredPanel(props: {
  readonly report: EnteredReport;
  readonly href: string;
  readonly onAnother: () => void;
}) {
  const { t } = useMessages();
  let another: HTMLButtonElement | undefined;
  onMount(() => another?.focus());
  return (
    <section class="entered" aria-labelledby="entered-title">
      <div role="status">
        <h2 id="entered-title">{t('entries.entered')}</h2>
      </div>
      <Show when={props.report.status === 'same'}>
        <p>{t('entries.entered-before')}</p>
      </Show>
      <p>{t('entries.receipt-hint')}</p>
      <p class="entered-code">
        <span>{props.report.code}</span> <CopyButton text={props.report.code} />
      </p>
      <Buttons>
        <button type="button" class="button" data-look="primary" ref={another} onClick={() => props.onAnother()}>
          {t('entries.another')}
        </button>
        <LinkButton href={props.href}>{t('entries.open')}</LinkButton>
      </Buttons>
    </section>
  );
}
