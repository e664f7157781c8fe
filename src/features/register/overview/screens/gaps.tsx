import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Claim } from '../../claims/claim.ts';
import type { OverviewRecords } from './overview-props.ts';

const OPEN_BASES = ['gap', 'memory', 'to-verify'] as const;

/** What the file does not know, said as plainly as what it knows. */
export function Gaps(props: { readonly file: OverviewRecords }) {
  const messages = useMessages();
  const { t } = messages;
  const open = () =>
    OPEN_BASES.flatMap((basis) =>
      props.file.claim.filter((claim) => claim.basis === basis).map((claim) => ({ basis, claim })),
    );
  const titleOf = (claim: Claim) => props.file.subject.find((subject) => subject.key === claim.subject)?.title ?? {};
  const aboutOf = (claim: Claim) => {
    const about = props.file.mission.find((row) => row.key === claim.mission)?.name;
    const name = about ?? props.file.candidate.find((row) => row.key === claim.candidate)?.name;
    return name === undefined ? undefined : messages.localized(name)?.text;
  };
  return (
    <Show when={open().length > 0}>
      <section class="overview-wide overview-part">
        <h2>{t('overview.gaps')}</h2>
        <p class="overview-soft">{t('overview.gaps.caption')}</p>
        <ul class="overview-gaps">
          <For each={open()}>
            {({ basis, claim }) => (
              <li>
                <StatusMark status={basis} />{' '}
                <RecordLink kind="claim" key={claim.key}>
                  <LocalText text={titleOf(claim)} fallback={claim.key} />
                </RecordLink>
                <Show when={aboutOf(claim)}>{(words) => <span class="overview-soft"> {words()}</span>}</Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
