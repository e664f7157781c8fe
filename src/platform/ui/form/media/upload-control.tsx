import { createMemo, createResource, createSignal, type Resource, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { useForm } from '../model/form-context.ts';
import type { KeptFile } from '../model/ports.ts';
import type { ControlProps, QuestionPart } from '../question/question-part.ts';
import { DrawingPad } from './drawing-pad.tsx';
import { sizeWords } from './size-words.ts';

/** A picture, sound, film or other file. What is taken away can be put back as long as the question is shown. */
export function UploadControl(props: ControlProps) {
  const { ports } = useForm();
  const { t } = useMessages();
  const { question } = props;
  const [removed, setRemoved] = createSignal<string | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const name = createMemo(() => question.state.value);
  const [kept] = createResource(name, async (file) => (await ports.media?.find(file)) ?? null);
  const keep = async (file: File) => {
    setIsBusy(true);
    const done = await (ports.media?.keep(file, question.description) ?? Promise.resolve('')).then(
      (answer) => ({ answer, refusal: null }),
      (error: unknown) => ({ answer: null, refusal: error instanceof Error ? error.message : String(error) }),
    );
    setIsBusy(false);
    setRefusal(done.refusal);
    if (done.answer !== null) [setRemoved(null), question.answer(done.answer)];
  };
  const remove = () => {
    setRemoved(name());
    question.answer('');
  };
  return (
    <Show when={ports.media} fallback={<p class="form-absent">{t('form.upload.nowhere')}</p>}>
      <div class="upload">
        <Show when={name() !== ''}>
          <KeptAnswer question={question} name={name()} kept={kept} onRemove={remove} />
        </Show>
        <Show when={name() === '' && removed()}>
          {(file) => (
            <p class="form-undo" role="status">
              {t('form.upload.removed')}{' '}
              <Button onClick={() => [question.answer(file()), setRemoved(null)]}>{t('ui.undo')}</Button>
            </p>
          )}
        </Show>
        <FilePicker question={question} isReplacing={name() !== ''} isBusy={isBusy()} onFile={keep} />
        <Show when={isDrawn(question)}>
          <Drawing question={question} onFile={keep} />
        </Show>
        <p class="field-error" role="alert">
          {refusal()}
        </p>
      </div>
    </Show>
  );
}

function KeptAnswer(
  props: ControlProps & {
    readonly name: string;
    readonly kept: Resource<KeptFile | null>;
    readonly onRemove: () => void;
  },
) {
  const messages = useMessages();
  return (
    <div class="upload-kept">
      <Show when={props.kept()}>{(file) => <Preview file={file()} about={props.question.ids.label} />}</Show>
      <p>
        <span class="upload-name">{props.name}</span>{' '}
        <span class="numeral">
          <Show
            when={props.kept()}
            fallback={<Show when={!props.kept.loading}>{messages.t('form.upload.elsewhere')}</Show>}
          >
            {(file) => <>{sizeWords(messages, file().sizeBytes)}</>}
          </Show>
        </span>
      </p>
      <Button onClick={() => props.onRemove()}>{messages.t('form.upload.remove')}</Button>
    </div>
  );
}

function Preview(props: { readonly file: KeptFile; readonly about: string }) {
  const kind = () => props.file.type.split('/')[0];
  return (
    <>
      <Show when={kind() === 'image'}>
        <img class="upload-picture" src={props.file.url} alt="" />
      </Show>
      <Show when={kind() === 'audio'}>
        {/* biome-ignore lint/a11y/useMediaCaption: it was recorded just now */}
        <audio controls preload="none" src={props.file.url} aria-labelledby={props.about} />
      </Show>
      <Show when={kind() === 'video'}>
        {/* biome-ignore lint/a11y/useMediaCaption: it was recorded just now */}
        <video controls preload="none" src={props.file.url} aria-labelledby={props.about} />
      </Show>
    </>
  );
}

function Drawing(props: ControlProps & { readonly onFile: (file: File) => void }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <Show when={isOpen()} fallback={<Button onClick={() => setIsOpen(true)}>{t('form.upload.draw')}</Button>}>
      <DrawingPad
        label={props.question.ids.label}
        onKeep={(file) => [setIsOpen(false), props.onFile(file)]}
        onCancel={() => setIsOpen(false)}
      />
    </Show>
  );
}

function FilePicker(
  props: ControlProps & {
    readonly isReplacing: boolean;
    readonly isBusy: boolean;
    readonly onFile: (file: File) => void;
  },
) {
  const { t } = useMessages();
  const words = `${props.question.attributes.id}-words`;
  return (
    <label class="button upload-pick" aria-busy={props.isBusy ? 'true' : undefined}>
      <span id={words}>{t(props.isReplacing ? 'form.upload.replace' : pickKey(props.question))}</span>
      <input
        {...props.question.plainAttributes}
        aria-labelledby={`${props.question.ids.label} ${words}`}
        class="only-heard"
        type="file"
        accept={acceptOf(props.question)}
        capture={captureOf(props.question)}
        disabled={props.isBusy}
        onInput={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) props.onFile(file);
        }}
      />
    </label>
  );
}

function isDrawn(question: QuestionPart): boolean {
  return ['signature', 'draw', 'annotate'].some((word) => question.has(word));
}

function acceptOf(question: QuestionPart): string | undefined {
  const type = question.description.attributes.mediatype ?? '';
  return /^(image|audio|video)\//.test(type) ? type : question.description.attributes.accept;
}

/** ODK: `new` takes a fresh picture, `new-front` or `selfie` with the camera that looks at oneself. */
function captureOf(question: QuestionPart): 'user' | 'environment' | undefined {
  if (question.has('new-front') || question.has('selfie')) return 'user';
  return question.has('new') ? 'environment' : undefined;
}

function pickKey(question: QuestionPart) {
  const kind = (question.description.attributes.mediatype ?? '').split('/')[0];
  if (kind === 'image') return 'form.upload.image' as const;
  if (kind === 'audio') return 'form.upload.audio' as const;
  return kind === 'video' ? ('form.upload.video' as const) : ('form.upload.file' as const);
}
