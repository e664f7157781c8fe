import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { PreviewReply } from '../report.ts';
import type { ImportWork } from './import-work.ts';

/** Encodings to choose from for a file that is not UTF-8, each with what the text would say. None is chosen beforehand. */
export function EncodingChoice(props: {
  readonly file: string;
  readonly previews: readonly PreviewReply[];
  readonly work: ImportWork;
}) {
  const { t } = useMessages();
  const name = () => `encoding-${props.file}`;
  return (
    <fieldset class="import-encodings">
      <legend class="field-label">{t('import.encoding', { file: props.file })}</legend>
      <p class="field-hint">{t('import.encoding-hint')}</p>
      <For each={props.previews}>
        {(preview) => (
          <div class="import-encoding">
            <input
              type="radio"
              id={`${name()}-${preview.encoding}`}
              name={name()}
              checked={props.work.encodingOf(props.file) === preview.encoding}
              onInput={() => props.work.chooseEncoding(props.file, preview.encoding)}
            />
            <label for={`${name()}-${preview.encoding}`}>
              <span class="import-encoding-name">{t(`import.encoding.${preview.encoding}`)}</span>
              <Show
                when={preview.lines.length > 0}
                fallback={<span class="import-hint">{t('import.encoding-plain')}</span>}
              >
                <For each={preview.lines}>
                  {(line) => (
                    <span class="import-preview" dir="auto">
                      {line}
                    </span>
                  )}
                </For>
              </Show>
            </label>
          </div>
        )}
      </For>
    </fieldset>
  );
}
