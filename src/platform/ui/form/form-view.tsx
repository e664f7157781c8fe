import { createMemo, Show } from 'solid-js';
import { tagOfLanguage } from '../../../kernel/text.ts';
import type { Changes, FormSession, NodeKey } from '../../../xforms/form/session.ts';
import { useMessages } from '../../i18n/language-provider.tsx';
import { directionOfLanguage } from './model/form-language.ts';
import { createFormModel } from './model/form-model.ts';
import type { FormPorts } from './model/ports.ts';
import { type FormRules, PagedForm } from './screens/paged-form.tsx';
import { WholeForm } from './screens/whole-form.tsx';
import './styles/form-view.css';
import './styles/question.css';
import './styles/controls.css';
import './styles/choices.css';
import '../theme/sunlight.css';

/** How a form is shown and what becomes of it. */
export interface FormViewProps {
  readonly session: FormSession;
  /** Page by page, as on a phone, or the whole form at once, as on the desk. */
  readonly mode: 'page' | 'all';
  readonly ports?: FormPorts | undefined;
  /** Where it begins; by default at the beginning. */
  readonly start?: NodeKey | undefined;
  /** Black on white with every contrast at 7:1 or more, for bright sun. */
  readonly isSunlit?: boolean | undefined;
  /** What the last step is called: `Send` instead of `Finish`. */
  readonly finishLabel?: string | undefined;
  /**
   * `as-written`, for the whole form at once: what a rule of the form objects to may stay, once whoever types has said that it
   * stands so on the paper; a file that is asked for is then not missed where none can be given. `as-it-is`: the
   * same where there is no paper. Default: `kept`.
   */
  readonly rules?: FormRules | undefined;
  /** The whole form at once: digits choose among the choices of the question that has the focus, and one choice goes on. */
  readonly hasNumberKeys?: boolean | undefined;
  /** Hears of every change: the time to save a draft. */
  readonly onChange?: ((changes: Changes) => void) | undefined;
  /** Hears where one has come to, page by page; null: the end. */
  readonly onPlace?: ((node: NodeKey | null) => void) | undefined;
  /** Called when one finishes and nothing is left to be mended. */
  readonly onFinish: () => void;
}

/** A form that is being filled. Another session or mode begins anew; the answers are in the session. */
export function FormView(props: FormViewProps) {
  const key = createMemo(() => ({ session: props.session, mode: props.mode }), undefined, {
    equals: (a, b) => a.session === b.session && a.mode === b.mode,
  });
  return (
    <Show when={key()} keyed>
      {(shown) => <FormOfSession {...props} session={shown.session} mode={shown.mode} />}
    </Show>
  );
}

function FormOfSession(props: FormViewProps) {
  const messages = useMessages();
  const model = createFormModel(props.session, (changes) => props.onChange?.(changes));
  const direction = () => directionOfLanguage(model.language()) ?? messages.direction;
  const screen = {
    context: {
      model,
      ports: props.ports ?? {},
      isFromPaper: props.rules === 'as-written',
      hasNumberKeys: props.hasNumberKeys ?? false,
      languageTag: () => tagOfLanguage(model.language()) ?? undefined,
    },
    start: props.start,
    rules: props.rules ?? 'kept',
    onPlace: (node: NodeKey | null) => props.onPlace?.(node),
    onFinish: () => props.onFinish(),
  };
  return (
    <div class="form-view" data-mode={props.mode} data-sunlight={props.isSunlit ? '' : undefined} dir={direction()}>
      <Show when={props.mode === 'page'} fallback={<WholeForm {...screen} finishLabel={props.finishLabel} />}>
        <PagedForm {...screen} finishLabel={props.finishLabel} />
      </Show>
    </div>
  );
}
