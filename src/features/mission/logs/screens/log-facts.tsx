import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { CodeBlock } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import type { ShownLog } from '../log-standing.ts';

/** By what everybody checks the log: its name, its key, where it lies, how far it goes, and who confirms it. */
export function LogFacts(props: { readonly log: ShownLog }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <section class="log-part" aria-labelledby="log-facts">
      <h2 id="log-facts">{t('log.check')}</h2>
      <p class="log-words">{t('log.check-how')}</p>
      <Facts>
        <Fact term={t('log.origin')}>
          <Show when={props.log.origin} fallback={t('log.not-yet')}>
            {(origin) => <bdi>{origin()}</bdi>}
          </Show>
        </Fact>
        <Fact term={t('log.key')}>
          <Show when={props.log.verifierKey} fallback={t('log.not-yet')}>
            {(key) => <CodeBlock text={key()} label={t('log.key')} />}
          </Show>
        </Fact>
        <Fact term={t('log.address')}>
          <CodeBlock text={props.log.address} label={t('log.address')} />
        </Fact>
        <Fact term={t('log.checkpoint')}>
          <Show when={props.log.checkpoint} fallback={t('log.not-yet')}>
            {(checkpoint) => (
              <a href={`${new URL(props.log.address).pathname}checkpoint`} rel="external">
                {t('log.checkpoint-value', {
                  count: checkpoint().size,
                  time: formatMoment(messages, checkpoint().at),
                })}
              </a>
            )}
          </Show>
        </Fact>
        <Fact term={t('log.witnesses')}>
          <AskedWitnesses witnesses={props.log.witnesses} />
        </Fact>
      </Facts>
    </section>
  );
}

function AskedWitnesses(props: Pick<ShownLog, 'witnesses'>) {
  const { t } = useMessages();
  return (
    <Show when={props.witnesses} fallback={t('log.witnesses-unasked')}>
      {(witnesses) => (
        <>
          <p>{t('log.confirmed', { count: witnesses().confirmedSize })}</p>
          <ul class="log-witnesses">
            <For each={witnesses().names}>
              {(name) => (
                <li>
                  <bdi>{name}</bdi>
                </li>
              )}
            </For>
          </ul>
        </>
      )}
    </Show>
  );
}
