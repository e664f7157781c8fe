import { createResource, For, Show } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../../platform/i18n/local-text.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { FoundReport } from '../../../checks/check.ts';
import type { OpenCheck } from '../../situation.ts';

interface FlaggedProps {
  readonly mission: string;
  readonly zone: string;
  /** Whose reports are listed. */
  readonly checks: readonly OpenCheck[];
  readonly hrefOfReport: (report: string) => string;
  readonly onClose: () => void;
}

/** Reports that checks flag, the newest first, beside the room. */
export function FlaggedPanel(props: FlaggedProps) {
  const { t } = useMessages();
  return (
    <SidePanel title={t('situation.flagged-list')} onClose={props.onClose}>
      <For each={props.checks} fallback={<p class="room-soft">{t('situation.flags-none')}</p>}>
        {(check) => <FlaggedOfCheck {...props} check={check} />}
      </For>
    </SidePanel>
  );
}

function FlaggedOfCheck(props: FlaggedProps & { readonly check: OpenCheck }) {
  const { t } = useMessages();
  const path = () => ({
    address: `/api/missions/${encodeURIComponent(props.mission)}/checks/${props.check.id}/reports?state=flagged`,
    // Asked anew when there are others.
    count: props.check.flagged,
  });
  const [found] = createResource(path, ({ address }) => api.get<FoundReport[]>(address));
  return (
    <section class="room-part">
      <h3>
        <LocalText text={props.check.title} />
      </h3>
      <Show when={found.error === undefined} fallback={<ErrorState problem={found.error} />}>
        <Show when={found.latest} fallback={<Skeleton rows={4} />}>
          {(reports) => (
            <>
              <ol class="room-lines">
                <For each={reports()}>
                  {({ id, station, receivedAt }) => (
                    <li>
                      <time class="numeral room-soft" datetime={receivedAt}>
                        {toLocalTime(Date.parse(receivedAt), props.zone).time}
                      </time>
                      <a href={props.hrefOfReport(id)}>{station ?? t('situation.no-station')}</a>
                    </li>
                  )}
                </For>
              </ol>
              <Show when={props.check.flagged > reports().length}>
                <p class="room-soft">{t('situation.flagged-newest', { count: props.check.flagged })}</p>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </section>
  );
}
