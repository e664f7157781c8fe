import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import type { Figure } from '../figures.ts';
import { type Formula, type FormulaPiece, piecesOf } from '../formula.ts';
import { wordNumber } from '../value-words.ts';
import { aboutWords, momentWords, notComputedWords } from './claim-words.ts';
import type { ClaimsPicture } from './claims-view.ts';

/** A formula as people write it; each name in it is a link. */
export function FormulaWords(props: { readonly formula: Formula; readonly picture: ClaimsPicture }) {
  return (
    <span class="claims-formula">
      <For each={piecesOf(props.formula)}>
        {(piece) => (
          <>
            <Piece piece={piece} picture={props.picture} />{' '}
          </>
        )}
      </For>
    </span>
  );
}

function Piece(props: { readonly piece: FormulaPiece; readonly picture: ClaimsPicture }): JSX.Element {
  const messages = useMessages();
  const { piece } = props;
  switch (piece.type) {
    case 'sign':
      return piece.text;
    case 'number':
      return <>{messages.formatNumber(piece.text)}</>;
    case 'subject':
      return <SubjectLink subject={piece.key} picture={props.picture} />;
    case 'claim':
      return <ClaimLink claim={piece.key} picture={props.picture} />;
    case 'sum':
      return (
        <For
          each={messages.rich<JSX.Element>(`claims.formula.sum.${piece.over}`, {
            name: () => <SubjectLink subject={piece.key} picture={props.picture} />,
          })}
        >
          {(part) => part}
        </For>
      );
  }
}

function SubjectLink(props: { readonly subject: string; readonly picture: ClaimsPicture }) {
  return (
    <RecordLink kind="subject" key={props.subject}>
      <LocalText text={props.picture.set.subjectOf.get(props.subject)?.title ?? {}} fallback={props.subject} />
    </RecordLink>
  );
}

/** A claim by the title of its subject and its moment, because its key says nothing to a reader. */
function ClaimLink(props: { readonly claim: string; readonly picture: ClaimsPicture }) {
  const messages = useMessages();
  const claim = () => props.picture.set.claimOf.get(props.claim);
  return (
    <RecordLink kind="claim" key={props.claim}>
      <Show when={claim()} fallback={props.claim}>
        {(named) => (
          <>
            <LocalText text={props.picture.set.subjectOf.get(named().subject)?.title ?? {}} fallback={props.claim} />{' '}
            {momentWords(messages, named())}
          </>
        )}
      </Show>
    </RecordLink>
  );
}

/** A figure that nobody claims: what came out, or why nothing did. */
export function LoneFigure(props: { readonly figure: Figure; readonly picture: ClaimsPicture }) {
  const messages = useMessages();
  const whose = () => {
    const { scope } = props.figure;
    const moment = momentWords(messages, { as_of: scope.asOf, as_of_time: scope.asOfTime });
    return [aboutWords(messages, props.picture, scope), moment].filter(Boolean).join(', ');
  };
  const unit = () => props.picture.set.claimsOf.get(props.figure.subject.key)?.[0]?.unit ?? 'count';
  const result = () => props.figure.result;
  const value = () => {
    const found = result();
    return found.ok ? wordNumber(messages, unit(), found.value.text) : null;
  };
  const reason = () => {
    const found = result();
    return found.ok ? null : notComputedWords(messages, props.picture, found.error);
  };
  return (
    <p class="claims-soft">
      <Show when={whose() !== ''}>{whose()}: </Show>
      <Switch>
        <Match when={value()}>{(text) => <>{messages.t('claims.computed.lone', { value: text() })}</>}</Match>
        <Match when={reason()}>{(words) => <>{messages.t('claims.not-computed', { reason: words() })}</>}</Match>
      </Switch>
    </p>
  );
}
