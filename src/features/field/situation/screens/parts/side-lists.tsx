import { For, Show } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../../platform/i18n/local-text.tsx';
import type { NewReport, NextDeadline, OpenCheck } from '../../situation.ts';
import type { RoomLinks } from '../room-address.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** What checks flag, the gravest first. Numbers open the reports. */
export function OpenFlags(props: { readonly checks: readonly OpenCheck[]; readonly links: RoomLinks | null }) {
  const { t } = useMessages();
  const flagged = (severity: OpenCheck['severity']) =>
    props.checks
      .filter((check) => check.severity === severity && check.flagged > 0)
      .sort((one, other) => other.flagged - one.flagged);
  return (
    <section class="room-part" aria-labelledby="room-flags">
      <h2 id="room-flags">{t('situation.flags')}</h2>
      <Show when={props.checks.every((check) => check.flagged === 0)}>
        <p class="room-soft">{t(props.checks.length === 0 ? 'situation.flags-no-checks' : 'situation.flags-none')}</p>
      </Show>
      <For each={SEVERITIES}>
        {(severity) => (
          <Show when={flagged(severity).length > 0}>
            <h3 class="room-severity" data-severity={severity}>
              {t(`situation.severity.${severity}`)}
            </h3>
            <ul class="room-lines">
              <For each={flagged(severity)}>
                {(check) => (
                  <li>
                    <LocalText text={check.title} />
                    <Show when={props.links} fallback={<span class="numeral">{check.flagged}</span>}>
                      <a class="numeral" href={`?flags=${check.id}`}>
                        {t('situation.flagged', { count: check.flagged })}
                      </a>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </For>
    </section>
  );
}

/** The reports that came last. */
export function NewestReports(props: {
  readonly reports: readonly NewReport[];
  readonly zone: string;
  readonly links: RoomLinks;
}) {
  const messages = useMessages();
  const { t } = messages;
  const stationOf = ({ station, stationNames }: NewReport) =>
    station === null
      ? t('situation.no-station')
      : `${station} ${messages.localized(stationNames ?? {})?.text ?? ''}`.trim();
  return (
    <section class="room-part" aria-labelledby="room-newest">
      <h2 id="room-newest">{t('situation.newest')}</h2>
      <Show when={props.reports.length > 0} fallback={<p class="room-soft">{t('situation.newest-none')}</p>}>
        <ol class="room-lines">
          <For each={props.reports}>
            {(report) => (
              <li>
                <time class="numeral room-soft" datetime={report.at}>
                  {toLocalTime(Date.parse(report.at), props.zone).time}
                </time>
                <a href={props.links.report(report.id)}>
                  {report.form}, {stationOf(report)}
                </a>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

/** What the law wants done next. */
export function NextDeadlines(props: {
  readonly deadlines: readonly NextDeadline[];
  readonly links: RoomLinks | null;
}) {
  const { t, formatDate } = useMessages();
  return (
    <section class="room-part" aria-labelledby="room-deadlines">
      <h2 id="room-deadlines">{t('situation.deadlines')}</h2>
      <Show when={props.deadlines.length > 0} fallback={<p class="room-soft">{t('situation.deadlines-none')}</p>}>
        <ol class="room-lines">
          <For each={props.deadlines}>
            {(deadline) => (
              <li>
                <span class="numeral room-soft">
                  {formatDate(deadline.day, 'short')} {deadline.times.join(', ')}
                </span>
                <Show when={props.links?.deadlines} fallback={<LocalText text={deadline.title} />}>
                  {(base) => (
                    <a href={`${base()}?record=calendar-rule/${encodeURIComponent(deadline.rule)}`}>
                      <LocalText text={deadline.title} />
                    </a>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ol>
        <p class="room-soft">{t('situation.deadlines-zone')}</p>
      </Show>
    </section>
  );
}
