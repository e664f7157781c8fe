import { useLocation } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { newRecordHref } from '../../../../platform/ui/parts/links/record-address.ts';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Actor } from '../../election/election.ts';
import type { Provision } from '../../provisions/provision.ts';
import type { Commission, CommissionTier } from '../commission.ts';
import { CommissionsOfTier } from './tier-table.tsx';
import './commissions.css';

/** The records that the view of commissions shows. */
export interface CommissionsFile {
  readonly 'commission-tier': readonly CommissionTier[];
  readonly commission: readonly Commission[];
  readonly actor: readonly Actor[];
  readonly provision: readonly Provision[];
}

/** Who runs the election: the tiers from the highest down, how each is composed, and the commissions of each. */
export function CommissionsScreen(props: {
  readonly file: CommissionsFile;
  readonly canEdit: boolean;
  /** Address of the election's views: `/e/azerbaijan-2024`. */
  readonly base: string;
}) {
  const { t } = useMessages();
  const location = useLocation();
  const tiers = createMemo(() => [...props.file['commission-tier']].sort((a, b) => a.rank - b.rank));
  return (
    <div class="commissions">
      <Show when={props.canEdit}>
        <div class="buttons">
          <LinkButton href={newRecordHref(location.search, 'commission')} keepScroll>
            {t('commissions.new')}
          </LinkButton>
          <LinkButton href={newRecordHref(location.search, 'commission-tier')} keepScroll look="quiet">
            {t('commissions.new-tier')}
          </LinkButton>
        </div>
      </Show>
      <Show when={tiers().length > 0} fallback={<EmptyState title={t('commissions.empty')} />}>
        <ol class="commissions-tiers">
          <For each={tiers()}>
            {(tier, index) => (
              <li>
                <Tier tier={tier} file={props.file} base={props.base} isFirst={index() === 0} />
              </li>
            )}
          </For>
        </ol>
      </Show>
    </div>
  );
}

function Tier(props: {
  readonly tier: CommissionTier;
  readonly file: CommissionsFile;
  readonly base: string;
  readonly isFirst: boolean;
}) {
  const { t } = useMessages();
  const own = () => props.file.commission.filter(({ tier }) => tier === props.tier.key);
  return (
    <section class="commissions-tier">
      <p class="commissions-rank">
        {props.isFirst ? t('commissions.highest') : t('commissions.tier', { rank: props.tier.rank })}
      </p>
      <h2>
        <RecordLink kind="commission-tier" key={props.tier.key}>
          <LocalText text={props.tier.name} />
        </RecordLink>
      </h2>
      <TierFacts tier={props.tier} file={props.file} />
      <CommissionsOfTier commissions={own()} tier={props.tier} base={props.base} />
    </section>
  );
}

function TierFacts(props: { readonly tier: CommissionTier; readonly file: CommissionsFile }) {
  const { t, find, formatNumber } = useMessages();
  const actor = () => props.file.actor.find(({ key }) => key === props.tier.actor);
  const openBasis = () => (['memory', 'to-verify', 'gap'] as const).find((basis) => basis === props.tier.basis);
  return (
    <Facts>
      <Fact term={t('fields.field.members')}>
        <Show when={props.tier.members} fallback={<StatusMark status="unknown" />}>
          {(members) => <span class="numeral">{formatNumber(members())}</span>}
        </Show>
      </Fact>
      <Show when={Object.keys(props.tier.composition).length > 0}>
        <Fact term={t('fields.field.composition')}>
          <LocalText text={props.tier.composition} />
        </Fact>
      </Show>
      <Show when={props.tier.place_level}>
        {(level) => <Fact term={t('commissions.responsible')}>{find(`commissions.level.${level()}`) ?? level()}</Fact>}
      </Show>
      <Show when={actor()}>
        {(found) => (
          <Fact term={t('commissions.actor')}>
            <RecordLink kind="actor" key={found().key}>
              <LocalText text={found().name} />
            </RecordLink>
          </Fact>
        )}
      </Show>
      <Show when={props.tier.provisions.length > 0}>
        <Fact term={t('commissions.provisions')}>
          <Provisions keys={props.tier.provisions} file={props.file} />
        </Fact>
      </Show>
      <Show when={openBasis() !== undefined || props.tier.sources.length > 0}>
        <Fact term={t('commissions.rests-on')}>
          <Show when={openBasis()}>{(basis) => <StatusMark status={basis()} />}</Show>{' '}
          <SourceMarks sources={props.tier.sources} />
        </Fact>
      </Show>
      <Show when={props.tier.note}>{(note) => <Fact term={t('fields.field.note')}>{note()}</Fact>}</Show>
    </Facts>
  );
}

function Provisions(props: { readonly keys: readonly string[]; readonly file: CommissionsFile }) {
  const nameOf = (key: string) => props.file.provision.find((row) => row.key === key)?.provision ?? key;
  return (
    <ul class="commissions-list">
      <For each={props.keys}>
        {(key) => (
          <li>
            <RecordLink kind="provision" key={key}>
              {nameOf(key)}
            </RecordLink>
          </li>
        )}
      </For>
    </ul>
  );
}
