import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { useForm } from '../model/form-context.ts';

/** Pictures, sounds and films that come with a question or a choice. */
export function FormMedia(props: {
  /** `image`, `audio`, `video`, `big-image` → name of the file. */
  readonly media: Readonly<Record<string, string>>;
  /** Id of the words that the media belong to. */
  readonly about: string;
}) {
  const name = (kind: string) => createMemo(() => props.media[kind] ?? '');
  const [image, bigImage, audio, video] = [name('image'), name('big-image'), name('audio'), name('video')];
  return (
    <>
      <Show when={image()}>{(file) => <Picture file={file()} bigFile={bigImage()} about={props.about} />}</Show>
      <Show when={audio()}>{(file) => <Sound file={file()} about={props.about} />}</Show>
      <Show when={video()}>{(file) => <Film file={file()} about={props.about} />}</Show>
    </>
  );
}

interface FileProps {
  readonly file: string;
  readonly about: string;
}

function Picture(props: FileProps & { readonly bigFile: string }) {
  const { ports } = useForm();
  const { t } = useMessages();
  const url = () => ports.urlOf?.(props.file) ?? null;
  const big = () => ports.urlOf?.(props.bigFile || props.file) ?? undefined;
  return (
    <Show when={url()} fallback={<Absent file={props.file} />}>
      {(address) => (
        <a class="form-picture" href={big()} target="_blank" rel="noopener" aria-label={t('form.media.enlarge')}>
          <img src={address()} alt="" loading="lazy" />
        </a>
      )}
    </Show>
  );
}

function Sound(props: FileProps) {
  const { ports } = useForm();
  return (
    <Show when={ports.urlOf?.(props.file)} fallback={<Absent file={props.file} />}>
      {/* biome-ignore lint/a11y/useMediaCaption: the sound says what the words beside it say */}
      {(address) => <audio class="form-sound" controls preload="none" src={address()} aria-labelledby={props.about} />}
    </Show>
  );
}

function Film(props: FileProps) {
  const { ports } = useForm();
  return (
    <Show when={ports.urlOf?.(props.file)} fallback={<Absent file={props.file} />}>
      {/* biome-ignore lint/a11y/useMediaCaption: forms carry no captions */}
      {(address) => <video class="form-film" controls preload="none" src={address()} aria-labelledby={props.about} />}
    </Show>
  );
}

function Absent(props: { readonly file: string }) {
  const { t } = useMessages();
  return <p class="form-absent">{t('form.media.absent', { name: props.file })}</p>;
}
