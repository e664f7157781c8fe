import { Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../../platform/ui/moment.ts';
import type { ShownAct } from '../../../arrivals/standing-replies.ts';
import type { StationNames } from '../../../arrivals/station.ts';
import { stationInWords } from '../../station-words.ts';

/** What a person did to a report: who, when and why. */
export function ActEntry(props: {
  readonly act: ShownAct;
  readonly stations: StationNames;
  /** SHA-256 of a version → the how many of those that are shown. */
  readonly numberOf: (sha256: string | null) => number | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const named = (code: string) => ({ station: stationInWords(messages, props.stations, code) });
  const words = () => {
    const { kind, station, version, held } = props.act;
    if (kind === 'move') return station === null ? t('reports.did.move-back') : t('reports.did.move', named(station));
    const number = props.numberOf(kind === 'release' ? held : version);
    return number === null ? t(`reports.did.${kind}`) : t(`reports.did.${kind}-of`, { number });
  };
  return (
    <div class="report-act-entry">
      <p>
        <strong>{words()}</strong>
      </p>
      <Show when={props.act.reason} fallback={<p class="arrival-small">{t('reports.erased')}</p>}>
        {(reason) => (
          <p class="report-reason">
            <bdi dir="auto">{reason()}</bdi>
          </p>
        )}
      </Show>
      <p class="arrival-small">
        <bdi>{props.act.by}</bdi> · <time datetime={props.act.at}>{formatMoment(messages, props.act.at)}</time>
        <Show when={props.act.kind === 'release' && props.act.device}>
          {(device) => (
            <>
              {' · '}
              {t('reports.did.for-device', { device: device() })}
            </>
          )}
        </Show>
        <Show when={props.act.kind === 'release' && props.act.station}>
          {(station) => (
            <>
              {' · '}
              {t('reports.did.for-station', named(station()))}
            </>
          )}
        </Show>
      </p>
    </div>
  );
}
