import { type Accessor, createContext, useContext } from 'solid-js';
import { must } from '../../../../kernel/result.ts';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import type { FormModel } from './form-model.ts';
import type { FormPorts } from './ports.ts';

/** What every part of a form view knows. */
export interface FormContext {
  readonly model: FormModel;
  readonly ports: FormPorts;
  /** Goes on from a question: to the next one on the page, else to the next page. */
  readonly goOn: (from: NodeKey) => void;
  /** Puts the focus on a node, wherever in the form it stands. */
  readonly focusOn: (node: NodeKey) => void;
  /** Whether it is a node's turn to be drawn, where a form is drawn in pieces. */
  readonly isDue: (node: NodeKey) => boolean;
  /** What stands on a sheet of paper is typed off: what is so at this moment says nothing of it. */
  readonly isFromPaper: boolean;
  /** Digits choose among the choices of the question that has the focus. */
  readonly hasNumberKeys: boolean;
  /** The tag of the language that the form is read in, for `lang`; undefined where the form does not say. */
  readonly languageTag: Accessor<string | undefined>;
}

export const FormContextHolder = createContext<FormContext>();

/** The form around a part. @throws Error outside of a form view. */
export function useForm(): FormContext {
  return must(useContext(FormContextHolder), 'Show a part of a form: no form view around it');
}
