import { createSignal, For, Index, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import type { ShownFile } from '../../arrivals/arrival-replies.ts';

/** What browsers show as a picture; drawings that could hold a program are not among them. */
const PICTURES = /^image\/(?:jpeg|png|webp|gif)$/;

/** The files of a report: pictures as such, a click enlarges them; of those that have not come, their names. */
export function ReportFiles(props: {
  /** Of the report, as an address. */
  readonly path: string;
  readonly files: readonly ShownFile[];
  readonly missing: readonly string[];
}) {
  const { t } = useMessages();
  const [enlarged, setEnlarged] = createSignal<ShownFile | null>(null);
  return (
    <Show when={props.files.length > 0 || props.missing.length > 0}>
      <section>
        <h3>{t('reports.files')}</h3>
        <ul class="report-files">
          {/* In the order in which they came: asked for anew, a picture stays where it is. */}
          <Index each={props.files}>
            {(file) => <FileEntry file={file()} path={props.path} onEnlarge={() => setEnlarged(file())} />}
          </Index>
          <For each={props.missing}>
            {(name) => (
              <li>
                <bdi>{name}</bdi> <span class="arrival-small">{t('reports.file-missing')}</span>
              </li>
            )}
          </For>
        </ul>
        <Dialog
          isOpen={enlarged() !== null}
          title={<bdi>{enlarged()?.name}</bdi>}
          width="wide"
          onClose={() => setEnlarged(null)}
        >
          <Show when={enlarged()}>
            {(file) => <img class="report-picture-large" src={addressOf(props.path, file())} alt={file().name} />}
          </Show>
        </Dialog>
      </section>
    </Show>
  );
}

function addressOf(path: string, { sha256 }: ShownFile): string {
  return `${path}/files/${sha256}`;
}

function FileEntry(props: { readonly file: ShownFile; readonly path: string; readonly onEnlarge: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const [isBroken, setIsBroken] = createSignal(false);
  const isPicture = () => !props.file.isErased && PICTURES.test(props.file.contentType) && !isBroken();
  return (
    <li>
      <Show when={isPicture()}>
        <button
          type="button"
          class="report-picture"
          aria-label={t('reports.enlarge', { name: props.file.name })}
          onClick={props.onEnlarge}
        >
          <img src={addressOf(props.path, props.file)} alt="" loading="lazy" onError={() => setIsBroken(true)} />
        </button>
      </Show>
      <Show when={!props.file.isErased} fallback={<GoneFile file={props.file} />}>
        <a href={addressOf(props.path, props.file)} rel="external" download={props.file.name}>
          <bdi>{props.file.name}</bdi>
        </a>
      </Show>{' '}
      <span class="arrival-small">
        {t('reports.bytes', { count: props.file.bytes })} · {formatMoment(messages, props.file.receivedAt)}
      </span>
    </li>
  );
}

/** Why a file is not there any more. */
function GoneFile(props: { readonly file: ShownFile }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Show when={props.file.deletedAt} fallback={<span>{t('reports.erased')}</span>}>
      {(at) => (
        <>
          <bdi>{props.file.name}</bdi>{' '}
          <span>{t('retention.file-deleted', { time: formatMoment(messages, at()) })}</span>
        </>
      )}
    </Show>
  );
}
