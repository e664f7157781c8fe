import { Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';

/** A code: read by the camera where the app can, typed in any case. */
export function BarcodeControl(props: ControlProps) {
  const { ports } = useForm();
  const { t } = useMessages();
  const scan = async () => {
    const found = await ports.barcode?.scan();
    if (found) props.question.answer(found);
  };
  return (
    <div class="form-beside">
      <input
        {...props.question.attributes}
        class="control"
        type="text"
        enterkeyhint="next"
        autocomplete="off"
        spellcheck={false}
        value={props.question.state.value}
        onInput={(event) => props.question.answer(event.currentTarget.value)}
      />
      <Show when={ports.barcode}>
        <Button onClick={scan}>{t('form.barcode.scan')}</Button>
      </Show>
    </div>
  );
}
