import { useMessages } from '../../../i18n/language-provider.tsx';
import type { ControlProps } from '../question/question-part.ts';

/** Something to be acknowledged. */
export function TriggerControl(props: ControlProps) {
  const { t } = useMessages();
  return (
    <div class="choices">
      <label class="choice">
        <input
          type="checkbox"
          aria-describedby={`${props.question.ids.label} ${props.question.ids.error}`}
          aria-invalid={props.question.attributes['aria-invalid']}
          aria-required={props.question.attributes['aria-required']}
          checked={props.question.state.value !== ''}
          onChange={(event) => props.question.answer(event.currentTarget.checked ? 'OK' : '')}
        />
        <span class="choice-words">{t('form.acknowledge')}</span>
      </label>
    </div>
  );
}
