import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { Checkbox, RadioField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { FieldError } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { type ConcernedAnswer, VERIFIED_BY, type VerifiedBy } from '../../check.ts';
import type { AnswerWords } from '../check-words.tsx';

/** Says of which answers somebody made sure, and how. */
export function VerifyForm(props: {
  /** Of the report. */
  readonly path: string;
  readonly answers: readonly ConcernedAnswer[];
  readonly words: AnswerWords;
  /** The report says something else by now than it shows. */
  readonly onAnew: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const field = createUniqueId();
  const [id, setId] = createSignal(crypto.randomUUID());
  const [chosen, setChosen] = createSignal<readonly string[]>(
    props.answers.length === 1 ? props.answers.map(({ path }) => path) : [],
  );
  const [how, setHow] = createSignal<VerifiedBy>('call');
  const [note, setNote] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const given = () => props.answers.filter(({ path }) => chosen().includes(path));
  const toggle = (path: string) =>
    setChosen((paths) => (paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path]));
  const submit = async (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const answers = given().map(({ path, value }) => ({ path, value }));
    if (answers.length === 0) return;
    await run(async () => {
      await api.postOnce(`${props.path}/verifications`, { id: id(), answers, how: how(), note: note().trim() || null });
      showToast({ message: t('checks.verified', { count: answers.length }) });
      props.onDone();
    });
    if (problem()?.code !== 'changed-meanwhile') return;
    // What it says now is shown by then: whoever sends it again has seen that.
    setId(crypto.randomUUID());
    props.onAnew();
  };
  return (
    <form class="check-form" onSubmit={(event) => void submit(event)} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <fieldset class="field" data-faulty={isTried() && given().length === 0 ? '' : undefined}>
        <legend class="field-label">{t('checks.verify-which')}</legend>
        <FieldError id={field} error={isTried() && given().length === 0 ? t('checks.verify-none') : undefined} />
        <For each={props.answers}>
          {(answer) => (
            <Checkbox
              label={
                <>
                  <bdi>{props.words.question(answer)}</bdi>:{' '}
                  <bdi dir="auto">{props.words.answer(answer) || t('checks.not-answered')}</bdi>
                </>
              }
              checked={chosen().includes(answer.path)}
              onInput={() => toggle(answer.path)}
            />
          )}
        </For>
      </fieldset>
      <RadioField
        label={t('checks.verify-how')}
        value={how()}
        choices={VERIFIED_BY.map((value) => ({ value, label: t(`checks.how-short.${value}`) }))}
        onInput={(value) => setHow(value as VerifiedBy)}
      />
      <TextArea label={t('checks.note')} isOptional rows={2} value={note()} onInput={setNote} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('checks.verify-send')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}
