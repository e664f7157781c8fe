import { createResource, createSignal, Match, Show, Switch } from 'solid-js';
import { parseReceiptCode } from '../../../../ledger/proof/receipt-code.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { isExercise } from '../../missions/observation-mission.ts';
import type { PublicReceipt } from '../public-receipt.ts';
import './receipts.css';

/** Where a code is typed, and what the log says of it. */
export function ReceiptCheck(props: { readonly code: string; readonly onCheck: (code: string) => void }) {
  const { t } = useMessages();
  const [typed, setTyped] = createSignal(props.code);
  const isMistyped = () => props.code !== '' && parseReceiptCode(props.code) === null;
  // A mistyped code is found here, and nobody is asked about it.
  const [found, { refetch }] = createResource(
    () => (props.code === '' || isMistyped() ? null : props.code),
    (code) => api.get<PublicReceipt>(`/api/receipts/${encodeURIComponent(code)}`),
  );
  const isUnknown = () => found.error instanceof ApiProblem && found.error.code === 'not-found';
  return (
    <>
      <form
        class="receipt-form"
        onSubmit={(event) => {
          event.preventDefault();
          props.onCheck(typed().trim());
        }}
      >
        <TextField
          label={t('receipts.code')}
          hint={t('receipts.code-hint')}
          name="code"
          width="full"
          value={typed()}
          onInput={setTyped}
        />
        <Button look="primary" type="submit" isBusy={found.loading}>
          {found.loading ? t('receipts.checking') : t('receipts.check')}
        </Button>
      </form>
      <div aria-live="polite">
        <Switch>
          <Match when={isMistyped()}>
            <EmptyState title={t('receipts.mistyped')}>{t('receipts.mistyped-advice')}</EmptyState>
          </Match>
          <Match when={isUnknown()}>
            <EmptyState title={t('receipts.unknown')}>{t('receipts.unknown-advice')}</EmptyState>
          </Match>
          <Match when={found.error !== undefined}>
            <ErrorState problem={found.error} onRetry={refetch} />
          </Match>
          <Match when={found()}>{(receipt) => <Found receipt={receipt()} />}</Match>
        </Switch>
      </div>
    </>
  );
}

function Found(props: { readonly receipt: PublicReceipt }) {
  const messages = useMessages();
  const { t } = messages;
  const number = (value: number) => messages.formatNumber(value);
  const time = () => messages.formatInstant(props.receipt.time, { timezone: 'UTC' });
  const size = () => ({ index: number(props.receipt.index), size: number(props.receipt.size) });
  return (
    <section class="receipt-found">
      <h2>{t('receipts.found')}</h2>
      <Show when={isExercise(props.receipt.mission)}>
        <p class="receipt-exercise">{t('receipts.exercise')}</p>
      </Show>
      <p class="receipt-code">{props.receipt.code}</p>
      <Facts>
        <Fact term={t('receipts.kind')}>{t(`receipts.type.${props.receipt.type}`)}</Fact>
        <Fact term={t('receipts.time')}>{t('receipts.time-value', { time: time() })}</Fact>
        <Fact term={t('receipts.log')}>{props.receipt.origin}</Fact>
        <Fact term={t('receipts.place')}>{t('receipts.place-value', size())}</Fact>
        <Fact term={t('receipts.witnesses')}>{t(`receipts.confirmation.${props.receipt.confirmation}`)}</Fact>
      </Facts>
      <HowToCheck receipt={props.receipt} />
    </section>
  );
}

function HowToCheck(props: { readonly receipt: PublicReceipt }) {
  const { t } = useMessages();
  const file = () => `${props.receipt.code}.tlog-proof`;
  const key = () => `/log/${props.receipt.mission}/key`;
  return (
    <>
      <h3>{t('receipts.how')}</h3>
      <p>{t('receipts.how-proof')}</p>
      <LinkButton
        href={`/api/receipts/${encodeURIComponent(props.receipt.code)}/receipt.tlog-proof`}
        isExternal
        download={file()}
      >
        {t('receipts.download')}
      </LinkButton>
      <p>
        <a href={key()} rel="external">
          {t('receipts.key')}
        </a>
        {'. '}
        {t('receipts.how-key')}
      </p>
      <p>{t('receipts.how-ours')}</p>
      <code class="receipt-command">{`scrutineer log receipt ${file()} --key KEY`}</code>
      <p>{t('receipts.how-python')}</p>
      <code class="receipt-command">{`python3 verify_log.py receipt ${file()} --key KEY`}</code>
    </>
  );
}
