import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { Figure, Figures } from '../../../../platform/ui/parts/marks/figure.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Claim, Subject } from '../../claims/claim.ts';
import type { Contradiction } from '../../claims/contradictions.ts';
import { wordValue } from '../../claims/value-words.ts';
import { headlines } from '../overview.ts';

/** The figures that everybody asks for first, each with its moment, its kind and its sources. */
export function HeadlineFigures(props: {
  readonly file: { readonly subject: readonly Subject[]; readonly claim: readonly Claim[] };
  readonly contradictions: readonly Contradiction[];
}) {
  const messages = useMessages();
  const rows = createMemo(() => headlines(props.file.subject, props.file.claim, props.contradictions));
  return (
    <Show when={rows().length > 0}>
      <section class="overview-wide" aria-label={messages.t('overview.figures')}>
        <Figures>
          <For each={rows()}>
            {(row) => (
              <Figure
                label={messages.localized(row.subject.title)?.text ?? row.subject.key}
                value={
                  <RecordLink kind="claim" key={row.claim.key}>
                    {wordValue(messages, row.claim)}
                  </RecordLink>
                }
                kind={messages.t(`fields.choice.kind.${row.claim.kind}`)}
                asOf={
                  row.claim.as_of
                    ? messages.t('overview.figures.as-of', { date: messages.formatWhen(row.claim.as_of, 'short') })
                    : undefined
                }
                sources={
                  row.claim.sources.length > 0 || row.isContradicted ? (
                    <>
                      <SourceMarks sources={row.claim.sources} />{' '}
                      <Show when={row.isContradicted}>
                        <StatusMark status="conflicting" isBrief />
                      </Show>
                    </>
                  ) : undefined
                }
              />
            )}
          </For>
        </Figures>
      </section>
    </Show>
  );
}
