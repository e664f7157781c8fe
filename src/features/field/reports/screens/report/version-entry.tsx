import { createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { CopyButton } from '../../../../../platform/ui/parts/actions/copy-button.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { AnswersReply, ShownAnswer, ShownVersion } from '../../arrivals/arrival-replies.ts';
import { groupAnswers } from '../../arrivals/group-answers.ts';
import type { VersionRelations } from '../../arrivals/relate-versions.ts';
import { wordSender } from '../arrival-words.ts';
import { Flags, StateMark } from '../list/arrival-table.tsx';
import { AnswerParts, brokenRulesOf } from './answer-parts.tsx';
import { ChangesView } from './history/changes-view.tsx';
import { NotedFold } from './history/noted-fold.tsx';

/** A version of a report: how it stands to the others, where it came from, and what it says. */
export function VersionEntry(props: {
  readonly version: ShownVersion;
  /** Of the report. */
  readonly path: string;
  /** Place in the log → the how many of those that are shown. */
  readonly ordinals: ReadonlyMap<number, number>;
  readonly relations: VersionRelations | undefined;
  readonly isOpen: boolean;
  /** SHA-256 of the version that it is compared with; null: with none. */
  readonly comparedWith: string | null;
  /** Who made it at the desk and why, and what may be done with it. */
  readonly children?: JSX.Element | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [isOpen, setIsOpen] = createSignal(props.isOpen);
  const own = () => props.ordinals.get(props.version.index) ?? 0;
  const path = () => `${props.path}/versions/${props.version.sha256}`;
  const relation = (kind: keyof VersionRelations) => {
    const places = props.relations?.[kind] ?? [];
    const numbers = places.map((place) => messages.formatNumber(props.ordinals.get(place) ?? 0)).join(', ');
    return numbers === '' ? null : t(`reports.relation.${kind}`, { numbers, count: places.length });
  };
  const relations = () => (['corrects', 'correctedBy', 'rivals'] as const).flatMap((kind) => relation(kind) ?? []);
  return (
    <section class="report-version">
      <h3>
        {t('reports.version', { number: own() })} <StateMark version={props.version} />
      </h3>
      <Flags flags={props.version.flags} />
      <For each={relations()}>{(words) => <p>{words}</p>}</For>
      {props.children}
      <VersionFacts version={props.version} />
      <Show when={!props.version.isErased} fallback={<p>{t('reports.erased')}</p>}>
        <details open={props.isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <summary>{t('reports.answers')}</summary>
          <Show when={isOpen() && props.version.state}>
            {(state) => <Answers path={path()} isRead={state() === 'read'} />}
          </Show>
        </details>
        <Show when={props.comparedWith}>
          {(from) => <Changes path={props.path} from={from()} to={props.version.sha256} />}
        </Show>
      </Show>
      <Show when={props.version.rawDeletedAt}>
        {(at) => (
          <p class="arrival-small">
            {t('retention.raw-deleted', { time: formatMoment(messages, at()) })}{' '}
            {t(props.version.state === 'read' ? 'reports.act.correct-never' : 'reports.act.release-never')}
          </p>
        )}
      </Show>
      <div class="report-downloads">
        <Show when={!props.version.isErased && props.version.rawDeletedAt === null}>
          <LinkButton look="quiet" isExternal href={`${path()}/raw`} download={`${props.version.code}.xml`}>
            {t('reports.raw')}
          </LinkButton>
        </Show>
        <LinkButton
          look="quiet"
          isExternal
          href={`/api/receipts/${encodeURIComponent(props.version.code)}/receipt.tlog-proof`}
          download={`${props.version.code}.tlog-proof`}
        >
          {t('reports.proof')}
        </LinkButton>
      </div>
    </section>
  );
}

function Changes(props: { readonly path: string; readonly from: string; readonly to: string }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('reports.changes')}</summary>
      <Show when={isOpen()}>
        <ChangesView {...props} />
      </Show>
    </details>
  );
}

function VersionFacts(props: { readonly version: ShownVersion }) {
  const messages = useMessages();
  const { t } = messages;
  const title = () => titleIn(messages, { title: props.version.formTitle, titles: props.version.formTitles });
  const named = (from: ShownVersion['device']) => from?.name ?? from?.pseudonym ?? null;
  return (
    <Facts>
      <Fact term={t('reports.receipt')}>
        <span class="report-receipt">
          <span class="arrival-code">{props.version.code}</span> <CopyButton text={props.version.code} />
        </span>
      </Fact>
      <Fact term={t('reports.received')}>
        <time datetime={props.version.receivedAt}>{formatMoment(messages, props.version.receivedAt)}</time>
      </Fact>
      <Fact term={t('reports.form')}>
        <bdi>{title() ?? props.version.formId ?? '–'}</bdi> <bdi>{props.version.formVersion}</bdi>
      </Fact>
      <Fact term={t('reports.channel')}>{t(`reports.channel.${props.version.channel}`)}</Fact>
      <Fact term={t('reports.sender')}>
        <Sender version={props.version} />
      </Fact>
      <Show when={named(props.version.courier)}>
        {(name) => (
          <Fact term={t('reports.courier')}>
            <bdi>{name()}</bdi>
          </Fact>
        )}
      </Show>
      <Show when={props.version.instanceId}>
        {(name) => (
          <Fact term={t('reports.name')}>
            <bdi class="arrival-code">{name()}</bdi>
          </Fact>
        )}
      </Show>
    </Facts>
  );
}

function Sender(props: { readonly version: ShownVersion }) {
  const messages = useMessages();
  const sender = () => wordSender(messages, props.version);
  return (
    <>
      <bdi>{sender().name ?? '–'}</bdi>
      <Show when={sender().whyNone}>{(why) => <span class="arrival-small"> {why()}</span>}</Show>
    </>
  );
}

function Answers(props: { readonly path: string; readonly isRead: boolean }) {
  const messages = useMessages();
  const { t } = messages;
  const [reply, { refetch }] = createResource(
    () => [props.path, props.isRead] as const,
    ([address]) => api.get<AnswersReply>(address),
  );
  return (
    <Show when={reply.error === undefined} fallback={<ErrorState problem={reply.error} onRetry={refetch} />}>
      <Show when={reply.latest} fallback={<Skeleton rows={4} />}>
        {(loaded) => (
          <Show when={loaded().answers.length > 0} fallback={<p class="arrival-small">{t('reports.not-read')}</p>}>
            <Show when={!loaded().isRead}>
              <p class="arrival-small">{t('reports.as-it-stands')}</p>
            </Show>
            <AnswersOf answers={loaded().answers} warnings={loaded().warnings} />
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** What people answer first; below it, folded, what the device noted by itself. */
function AnswersOf(props: { readonly answers: readonly ShownAnswer[]; readonly warnings: AnswersReply['warnings'] }) {
  const broken = () => brokenRulesOf(props.warnings);
  const noted = () => props.answers.filter(({ isNoted }) => isNoted);
  return (
    <>
      <AnswerParts parts={groupAnswers(props.answers.filter(({ isNoted }) => !isNoted))} broken={broken()} />
      <NotedFold noted={noted()}>
        <AnswerParts parts={groupAnswers(noted())} broken={broken()} />
      </NotedFold>
    </>
  );
}
