import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { type Contradiction, matchDiscrepancies } from '../../claims/contradictions.ts';
import { wordValue } from '../../claims/value-words.ts';
import type { OverviewProps } from './overview-props.ts';

/** Every contradiction that the program found, with the contrary values and who states them where. */
export function Discrepancies(props: OverviewProps & { readonly contradictions: readonly Contradiction[] }) {
  const { t } = useMessages();
  const remarks = createMemo(() => matchDiscrepancies(props.file.discrepancy, props.contradictions).found);
  return (
    <section class="overview-part">
      <h2>{t('overview.discrepancies')}</h2>
      <p class="overview-soft">{t('overview.discrepancies.count', { count: props.contradictions.length })}</p>
      <ul class="overview-list">
        <For each={props.contradictions}>
          {(found) => (
            <Found contradiction={found} remarkKey={remarks().get(found.id)?.[0]?.key ?? null} file={props.file} />
          )}
        </For>
      </ul>
      <a href={`${props.base}/claims`}>{t('overview.discrepancies.all')}</a>
    </section>
  );
}

function Found(props: {
  readonly contradiction: Contradiction;
  readonly remarkKey: string | null;
  readonly file: OverviewProps['file'];
}) {
  const messages = useMessages();
  const title = () => {
    const { subject, about } = props.contradiction;
    const words = messages.localized(subject.title)?.text ?? subject.key;
    const mission = props.file.mission.find((row) => row.key === about.mission);
    const candidate = props.file.candidate.find((row) => row.key === about.candidate);
    const whose = mission?.name ?? candidate?.name;
    return whose === undefined ? words : `${words}: ${messages.localized(whose)?.text ?? ''}`;
  };
  return (
    <li class="overview-found">
      <StatusMark status="conflicting" isBrief />
      <div>
        <p>
          <Show when={props.remarkKey} fallback={title()}>
            {(key) => (
              <RecordLink kind="discrepancy" key={key()}>
                {title()}
              </RecordLink>
            )}
          </Show>
        </p>
        <p class="overview-values">
          <For each={props.contradiction.claims}>
            {(claim) => (
              <span class="overview-value">
                <RecordLink kind="claim" key={claim.key} class="numeral">
                  {wordValue(messages, claim)}
                </RecordLink>{' '}
                <Show when={claim.of}>{(of) => <bdi class="overview-soft">{of()}</bdi>}</Show>{' '}
                <SourceMarks sources={claim.sources} />
              </span>
            )}
          </For>
        </p>
      </div>
    </li>
  );
}
