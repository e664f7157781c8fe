import type { JSX } from 'solid-js';
import type { FormReply } from '../../form-replies.ts';
import type { FormTab } from '../view/form-tab.ts';
import type { FormAddresses } from './form-address.ts';

/** What all views of a form have in common. */
export interface FormFrame {
  readonly reply: FormReply;
  readonly addresses: FormAddresses;
  readonly tab: FormTab;
  readonly canEdit: boolean;
  readonly actorId: string;
  readonly mission: string;
  readonly onPanel: (panel: (() => JSX.Element) | null) => void;
  /** Reads the form anew, after something was done to it. */
  readonly onReload: () => Promise<void>;
}
