import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ShownSample } from '../../sample-replies.ts';
import { type SampleLinks, SampleState } from '../sample-marks.tsx';
import { wordDesign, wordSort } from '../sample-words.ts';
import { LotTable, UnitTable } from './unit-tables.tsx';

/** A sample: what it was drawn with, its strata, its stations with their chances, and what became of them. */
export function SampleView(props: {
  readonly path: string;
  readonly canEdit: boolean;
  readonly links: SampleLinks;
  readonly onChanged: () => void;
}) {
  const { t } = useMessages();
  const [sample, { refetch, mutate }] = createResource(
    () => props.path,
    (address) => api.get<ShownSample>(address),
  );
  const [isWithdrawing, setIsWithdrawing] = createSignal(false);
  const withdraw = async (reason: string) => {
    mutate(await api.post<ShownSample>(`${props.path}/withdraw`, { reason }));
    setIsWithdrawing(false);
    props.onChanged();
  };
  return (
    <Show when={sample.error === undefined} fallback={<ErrorState problem={sample.error} onRetry={refetch} />}>
      <Show when={sample.latest} fallback={<Skeleton rows={12} />}>
        {(shown) => (
          <article class="sample-one">
            <a href="?part=samples">{t('samples.to-list')}</a>
            <h2>
              <bdi>{shown().name}</bdi>
            </h2>
            <SampleActs {...props} sample={shown()} onWithdraw={() => setIsWithdrawing(true)} />
            <SampleFacts sample={shown()} links={props.links} />
            <LotTable sample={shown()} />
            <UnitTable sample={shown()} />
            <WithdrawDialog isOpen={isWithdrawing()} onWithdraw={withdraw} onClose={() => setIsWithdrawing(false)} />
          </article>
        )}
      </Show>
    </Show>
  );
}

function WithdrawDialog(props: {
  readonly isOpen: boolean;
  readonly onWithdraw: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <Dialog isOpen={props.isOpen} title={t('samples.withdraw')} onClose={props.onClose}>
      <ReasonForm
        class="sample-form"
        words={{ label: t('samples.reason'), missing: t('samples.reason-missing') }}
        submitLabel={t('samples.withdraw')}
        refusal={(problem) => <FaultyState problem={problem} />}
        onSubmit={props.onWithdraw}
        onClose={props.onClose}
      >
        {() => <p class="sample-words">{t('samples.withdraw-hint')}</p>}
      </ReasonForm>
    </Dialog>
  );
}

function SampleActs(props: {
  readonly path: string;
  readonly canEdit: boolean;
  readonly sample: ShownSample;
  readonly links: SampleLinks;
  readonly onWithdraw: () => void;
}) {
  const { t } = useMessages();
  const isStanding = () => props.sample.withdrawn === null;
  return (
    <Show when={props.canEdit}>
      <Buttons>
        <Show when={isStanding()}>
          <LinkButton look="primary" href={props.links.routesOf(props.sample.id)}>
            {t('samples.propose-routes')}
          </LinkButton>
        </Show>
        <LinkButton isExternal download="" href={`${props.path}/files/units.csv`}>
          {t('samples.units-file')}
        </LinkButton>
        <LinkButton isExternal download="" href={`${props.path}/files/frame.csv`}>
          {t('samples.frame-file')}
        </LinkButton>
        <LinkButton isExternal download="" href={`${props.path}/files/document.json`}>
          {t('samples.document-file')}
        </LinkButton>
        <Show when={isStanding()}>
          <LinkButton href={`?part=samples&new=sample&in=${props.sample.id}`}>{t('samples.replace')}</LinkButton>
          <Button look="quiet" onClick={props.onWithdraw}>
            {t('samples.withdraw')}
          </Button>
        </Show>
      </Buttons>
    </Show>
  );
}

function SampleFacts(props: { readonly sample: ShownSample; readonly links: SampleLinks }) {
  const messages = useMessages();
  const { t } = messages;
  const { sample } = props;
  const { record, source, withdrawn } = sample;
  const frame = () => {
    if (source.kind === 'file') return t('samples.frame-of-file', { name: source.name });
    const sorts = source.stations?.map((sort) => wordSort(messages, sort)).join(', ');
    const from = t('samples.frame-of-register', { election: source.election, revision: source.revision });
    return [from, ...(sorts === undefined ? [] : [sorts])].join(' · ');
  };
  return (
    <dl class="sample-facts">
      <dt>{t('samples.when')}</dt>
      <dd>
        <SampleState sample={sample} />
      </dd>
      <Show when={withdrawn}>
        {(found) => (
          <>
            <dt>{t('samples.withdrawn')}</dt>
            <dd>
              <time>{formatMoment(messages, found().at)}</time> <bdi>{found().by}</bdi>: <bdi>{found().reason}</bdi>{' '}
              <Show when={found().replacedBy}>
                {(other) => <a href={`?part=samples&sample=${other()}`}>{t('samples.replaced-by')}</a>}
              </Show>
            </dd>
          </>
        )}
      </Show>
      <dt>{t('samples.design')}</dt>
      <dd>{wordDesign(messages, sample)}</dd>
      <dt>{t('samples.drawn')}</dt>
      <dd>
        <time>{formatMoment(messages, sample.drawnAt)}</time> <bdi>{sample.by}</bdi>
      </dd>
      <dt>{t('samples.log')}</dt>
      <dd>
        <Show when={sample.logIndex} fallback={t('samples.log-waits')}>
          {(index) => <>{t('samples.log-entry', { index: Number(index()) })}</>}
        </Show>
        <div class="sample-hash">
          <code>{sample.documentSha256}</code>
        </div>
      </dd>
      <dt>{t('samples.seed')}</dt>
      <dd class="sample-hash">
        <code>{record.seed}</code>
      </dd>
      <dt>{t('samples.frame')}</dt>
      <dd>
        {frame()} · {t('samples.units', { count: record.frame.units })}
        <div class="sample-hash">
          <code>{record.frame.sha256}</code>
        </div>
      </dd>
      <dt>{t('samples.response')}</dt>
      <dd>
        <Show when={sample.expected > 0} fallback={t('samples.nobody-expected')}>
          <a href={props.links.visitsOf(sample.id, 'received')}>{t('samples.received', { count: sample.received })}</a>{' '}
          /{' '}
          <a href={props.links.visitsOf(sample.id, 'expected')}>{t('samples.expected', { count: sample.expected })}</a>
        </Show>
      </dd>
    </dl>
  );
}
