import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { CopyButton } from '../../../../../platform/ui/parts/actions/copy-button.tsx';

/** The codes that stand in for a lost authenticator app: shown once, to be kept on paper. */
export function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { t } = useMessages();
  return (
    <section class="accounts-form" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" tabindex="-1" ref={(heading) => queueMicrotask(() => heading.focus())}>
        {t('accounts.recovery.title')}
      </h2>
      <p>{t('accounts.recovery.advice')}</p>
      <ol class="accounts-codes">
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ol>
      <div class="buttons">
        <CopyButton text={props.codes.join('\n')} />
        <Button look="quiet" onClick={() => print()}>
          {t('accounts.recovery.print')}
        </Button>
      </div>
      <div class="buttons">
        <Button look="primary" onClick={props.onKept}>
          {t('accounts.recovery.kept')}
        </Button>
      </div>
    </section>
  );
}
