import type { JSX } from 'solid-js';
import type { FormReply } from '../../form-replies.ts';
import type { FormAddresses } from '../view/form-address.ts';
import type { FormTab } from '../view/form-tab.ts';

/** What all views of a form have in common. */
export interface FormFrame {
  readonly reply: FormReply;
  readonly addresses: FormAddresses;
  readonly tab: FormTab;
  readonly canEdit: boolean;
  readonly actorId: string;
  readonly mission: string;
  /** Whether the mission observes an election that is on this server. */
  readonly hasElection: boolean;
  readonly onPanel: (panel: (() => JSX.Element) | null) => void;
  /** Told what the form calls itself. */
  readonly onTitle: (title: string) => void;
  /** Reads the form anew, after something was done to it. */
  readonly onReload: () => Promise<void>;
}
