import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { Trial } from '../../check.ts';
import type { CheckDesk } from '../check-desk.ts';

/** What a rule would say of the reports that are there. */
export function TrialView(props: { readonly desk: CheckDesk; readonly trial: Trial }) {
  const messages = useMessages();
  const { t } = messages;
  const counts = () => props.trial.counts;
  const looked = () => counts().ok + counts().flagged + counts().missing;
  return (
    <section class="check-trial" aria-live="polite" aria-label={t('checks.trial')}>
      <p>
        <strong>{t('checks.trial-flagged', { count: counts().flagged, of: looked() })}</strong>
      </p>
      <p class="check-note">
        {t('checks.trial-rest', { ok: counts().ok, missing: counts().missing })}
        <Show when={!props.trial.isWhole}> {t('checks.trial-newest')}</Show>
      </p>
      <Show when={props.trial.first.length > 0}>
        <p>{t('checks.trial-first')}</p>
        <ul>
          <For each={props.trial.first}>
            {(report) => (
              <li>
                <a href={props.desk.hrefOfReport(report.id)}>
                  {t('checks.trial-report', {
                    station: report.station ?? '–',
                    time: formatMoment(messages, report.receivedAt),
                  })}
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
