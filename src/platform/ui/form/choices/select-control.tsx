import { createMemo, Show } from 'solid-js';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';
import { ChoiceList } from './choice-list.tsx';
import { SearchedChoices } from './searched-choices.tsx';

/** More choices than this are searched, whatever the form asks for: nobody scrolls through them. */
const MOST_LISTED = 60;
const SEARCHED = ['minimal', 'autocomplete', 'search'];

/** One or several of a list: all to be seen, or searched where the form asks for it or there are many. */
export function SelectControl(props: ControlProps) {
  const { model } = useForm();
  const { question } = props;
  const isAsked = question.description.appearance.some((word) => SEARCHED.includes(word));
  const isSearched = createMemo(() => isAsked || model.choices(question.node).length > MOST_LISTED);
  const isHeading = question.has('label');
  return (
    <Show when={!isHeading}>
      <Show when={isSearched()} fallback={<ChoiceList question={question} />}>
        <SearchedChoices question={question} />
      </Show>
    </Show>
  );
}
