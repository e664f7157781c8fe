import { type Accessor, createMemo, createUniqueId } from 'solid-js';
import type { NodeDescription, NodeKey, NodeState } from '../../../../xforms/form/session.ts';
import type { ControlAttributes } from '../../parts/fields/field.tsx';
import type { FormModel } from '../model/form-model.ts';

/** A question as its control knows it. */
export interface QuestionPart {
  readonly node: NodeKey;
  readonly description: NodeDescription;
  /** Followed where it is read. */
  readonly state: NodeState;
  /** Ids of what is said about the control. */
  readonly ids: { readonly label: string; readonly hint: string; readonly error: string };
  /** Tie a control of one piece to its label, hint and error. */
  readonly attributes: QuestionAttributes;
  /** The same without `aria-required`, for controls that may not bear it: sliders and pickers of files. */
  readonly plainAttributes: Omit<QuestionAttributes, 'aria-required'>;
  /** Tie a group of controls to them. */
  readonly groupAttributes: Pick<QuestionAttributes, 'aria-labelledby' | 'aria-describedby'>;
  /** Whether the appearance of the question holds the word. */
  readonly has: (appearance: string) => boolean;
  readonly answer: (value: string) => void;
  /** Something is typed that is no answer yet, or no longer so. */
  readonly setUnfinished: (isUnfinished: boolean) => void;
}

/** What every control of a question gets. */
export interface ControlProps {
  readonly question: QuestionPart;
}

/** Attributes of a control; its label stands apart, because it may hold pictures and links. */
export interface QuestionAttributes extends ControlAttributes {
  readonly 'aria-labelledby': string;
}

/** The question at `node`; to be called within a component. */
export function createQuestionPart(model: FormModel, node: NodeKey): QuestionPart {
  const id = `question-${createUniqueId()}`;
  const ids = { label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const description = model.describe(node);
  const state = createMemo(() => model.state(node));
  return {
    node,
    description,
    ids,
    get state() {
      return state();
    },
    ...createAttributes({
      id,
      ids,
      isWrong: createMemo(() => model.faultOf(node) !== null),
      isRequired: createMemo(() => state().isRequired),
    }),
    has: (appearance) => description.appearance.includes(appearance),
    answer: (value) => {
      model.setUnfinished(node, false);
      model.answer(node, value);
    },
    setUnfinished: (isUnfinished) => model.setUnfinished(node, isUnfinished),
  };
}

function createAttributes(of: {
  readonly id: string;
  readonly ids: QuestionPart['ids'];
  readonly isWrong: Accessor<boolean>;
  readonly isRequired: Accessor<boolean>;
}): Pick<QuestionPart, 'attributes' | 'plainAttributes' | 'groupAttributes'> {
  const groupAttributes = { 'aria-labelledby': of.ids.label, 'aria-describedby': `${of.ids.hint} ${of.ids.error}` };
  const invalid = () => (of.isWrong() ? ('true' as const) : undefined);
  return {
    groupAttributes,
    plainAttributes: {
      id: of.id,
      ...groupAttributes,
      get 'aria-invalid'() {
        return invalid();
      },
    },
    attributes: {
      id: of.id,
      ...groupAttributes,
      get 'aria-invalid'() {
        return invalid();
      },
      get 'aria-required'() {
        return of.isRequired() ? ('true' as const) : undefined;
      },
    },
  };
}
