import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { Badge, StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Claim } from '../claim.ts';
import { findChain } from '../claim-set.ts';
import { parseFormula } from '../formula.ts';
import { wordNumber, wordValue } from '../value-words.ts';
import { aboutWords, momentWords, notComputedWords } from './claim-words.ts';
import type { ClaimsPicture } from './claims-view.ts';
import { FormulaWords } from './formula-words.tsx';

interface ClaimProps {
  readonly claim: Claim;
  readonly picture: ClaimsPicture;
}

/** One claim on one line, or on as many as it needs: what, about what, when, by whom, and where that is said. */
export function ClaimLine(props: ClaimProps) {
  const replaced = () =>
    findChain(props.picture.set, props.claim).filter((link) => props.picture.set.replacedBy.has(link.key));
  return (
    <li class="claims-line">
      <ClaimValue claim={props.claim} />
      <div class="claims-details">
        <ClaimTruth claim={props.claim} picture={props.picture} />
        <ComputedBeside claim={props.claim} picture={props.picture} />
        <Show when={replaced().length > 0}>
          <Replaced claims={replaced()} picture={props.picture} />
        </Show>
      </div>
    </li>
  );
}

/** The value as a link to the claim; a gap is said in words and shape, never as zero. */
export function ClaimValue(props: { readonly claim: Claim }) {
  const messages = useMessages();
  const isText = () => props.claim.unit === 'text';
  return (
    <RecordLink kind="claim" key={props.claim.key} class={isText() ? 'claims-value' : 'claims-value numeral'}>
      <Show when={props.claim.value !== null} fallback={<StatusMark status="gap" />}>
        <bdi>{wordValue(messages, props.claim)}</bdi>
      </Show>
    </RecordLink>
  );
}

/** What makes a figure true: what it is about and counted in, its moment, its speaker, its sort, n and sources. */
export function ClaimTruth(props: ClaimProps & { readonly isAboutHidden?: boolean | undefined }) {
  const messages = useMessages();
  const { t } = messages;
  const about = () => (props.isAboutHidden ? null : aboutWords(messages, props.picture, props.claim));
  return (
    <p class="claims-truth">
      <Show when={about()}>{(words) => <span class="claims-about">{words()}</span>}</Show>
      <Show when={props.claim.of}>{(of) => <span>{t('claims.of', { what: of() })}</span>}</Show>
      <Show when={momentWords(messages, props.claim)}>{(words) => <span>{words()}</span>}</Show>
      <Show when={props.claim.stated_by}>{(who) => <span>{t('claims.stated-by', { who: who() })}</span>}</Show>
      <Show when={props.claim.n}>
        {(n) => <span>{t('claims.n', { n: messages.formatNumber(n()), unit: props.claim.n_unit ?? '' })}</span>}
      </Show>
      <ClaimMarks claim={props.claim} />
      <SourceMarks sources={props.claim.sources} />
    </p>
  );
}

/** What sort of claim it is, and what it rests on where that is less than a source. */
function ClaimMarks(props: { readonly claim: Claim }) {
  const { t } = useMessages();
  const open = () => OPEN_BASES.find((basis) => basis === props.claim.basis && props.claim.value !== null);
  const doubt = () => (props.claim.confidence === 'high' ? null : props.claim.confidence);
  return (
    <>
      <Show when={props.claim.value !== null}>
        <Badge>{t(`fields.choice.kind.${props.claim.kind}`)}</Badge>
      </Show>
      <Show when={open()}>{(basis) => <StatusMark status={basis()} />}</Show>
      <Show when={doubt()}>{(level) => <span>{t(`claims.confidence.${level()}`)}</span>}</Show>
    </>
  );
}

const OPEN_BASES = ['gap', 'memory', 'to-verify'] as const;

/** What the program computes, beside what is claimed; for a derived claim also how. */
function ComputedBeside(props: ClaimProps) {
  const messages = useMessages();
  const compared = () => props.picture.comparisonsOf.get(props.claim.key) ?? [];
  const failed = () =>
    (props.picture.figuresOf.get(props.claim.subject) ?? []).flatMap(({ claim, result }) =>
      claim === props.claim && !result.ok ? [result.error] : [],
    );
  return (
    <>
      <OwnFormula claim={props.claim} picture={props.picture} />
      <For each={compared()}>
        {({ figure, comparison }) => {
          const text = figure.result.ok ? wordNumber(messages, props.claim.unit, figure.result.value.text) : '';
          const key = comparison.agrees ? 'claims.computed.agrees' : 'claims.computed.differs';
          return <p class="claims-soft">{messages.t(key, { value: text })}</p>;
        }}
      </For>
      <For each={failed()}>
        {(fault) => (
          <p class="claims-soft">
            {messages.t('claims.not-computed', { reason: notComputedWords(messages, props.picture, fault) })}
          </p>
        )}
      </For>
    </>
  );
}

/** How a derived claim came about, where that is not how its subject is computed anyway; nothing for any other. */
export function OwnFormula(props: ClaimProps) {
  const { t } = useMessages();
  const formula = () => {
    const { formula: own, subject } = props.claim;
    const isSubjects = own === props.picture.set.subjectOf.get(subject)?.formula;
    const parsed = own === null || isSubjects ? null : parseFormula(own);
    return parsed?.ok ? parsed.value : null;
  };
  return (
    <Show when={formula()}>
      {(found) => (
        <p class="claims-soft">
          {t('claims.formula.derived')} <FormulaWords formula={found()} picture={props.picture} />
        </p>
      )}
    </Show>
  );
}

/** What the same speaker had said before. */
function Replaced(props: { readonly claims: readonly Claim[]; readonly picture: ClaimsPicture }) {
  const { t } = useMessages();
  return (
    <details class="claims-replaced">
      <summary>{t('claims.replaced', { count: props.claims.length })}</summary>
      <ol>
        <For each={props.claims}>
          {(claim) => (
            <li class="claims-line">
              <ClaimValue claim={claim} />
              <ClaimTruth claim={claim} picture={props.picture} />
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}
