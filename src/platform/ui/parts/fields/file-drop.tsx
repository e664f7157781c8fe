import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { collectDropped, type PickedFile } from './dropped-files.ts';

/**
 * Takes files, a folder or a zip file: chosen by a button or dropped. A folder keeps the paths of its files, counted
 * from the folder itself. With `isOne`, it takes one file alone.
 */
export function FileDrop(props: {
  readonly label: JSX.Element;
  readonly hint?: JSX.Element | undefined;
  readonly onFiles: (files: readonly PickedFile[]) => void;
  readonly disabled?: boolean | undefined;
  readonly isOne?: boolean | undefined;
}) {
  const { t } = useMessages();
  const id = `files-${createUniqueId()}`;
  const [isOver, setIsOver] = createSignal(false);
  const give = (files: readonly PickedFile[]) => {
    if (files.length > 0 && !props.disabled) props.onFiles(files);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (event.dataTransfer !== null) give(await collectDropped(event.dataTransfer));
  };
  const pick = (event: Event & { currentTarget: HTMLInputElement }) => {
    give([...(event.currentTarget.files ?? [])].map((file) => ({ path: pathInFolder(file), file })));
    event.currentTarget.value = '';
  };
  return (
    <fieldset
      class="file-drop"
      data-over={isOver() ? '' : undefined}
      aria-describedby={props.hint ? `${id}-hint` : undefined}
      disabled={props.disabled}
      onDragOver={(event) => [event.preventDefault(), setIsOver(true)]}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <legend class="field-label">{props.label}</legend>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <div class="buttons">
        <Show when={!props.isOne}>
          <label class="button">
            {t('ui.file.choose-folder')}
            <input class="only-heard" type="file" ref={asFolderPicker} onInput={pick} />
          </label>
        </Show>
        <label class="button">
          {t(props.isOne ? 'ui.file.choose-one' : 'ui.file.choose')}
          <input class="only-heard" type="file" multiple={!props.isOne} onInput={pick} />
        </label>
        <span class="file-drop-words">{t(props.isOne ? 'ui.file.drop-one' : 'ui.file.drop')}</span>
      </div>
    </fieldset>
  );
}

function asFolderPicker(input: HTMLInputElement): void {
  input.webkitdirectory = true;
}

/** `events.csv` for a file that the browser names `my-folder/events.csv`. */
function pathInFolder(file: File): string {
  const path = file.webkitRelativePath;
  return path === '' ? file.name : path.slice(path.indexOf('/') + 1);
}
