import type { Choice, NodeKey, NodeState } from '../../form/session.ts';
import type { PackedBody } from '../../package/form-package.ts';
import type { Definition } from '../record/definition.ts';
import type { RecordNode } from '../record/record-node.ts';

/** Something that is shown, with what is known of it until it changes. */
export interface ViewNode {
  readonly key: NodeKey;
  readonly kind: 'group' | 'repeat' | 'copy' | 'question';
  /** Null for the root of what is shown. */
  readonly body: PackedBody | null;
  readonly parent: ViewNode | null;
  /** The node of the record, or for a repeat, and what stands around it, the node that its copies stand in. */
  readonly node: RecordNode;
  /** The repeat that is shown, where it is one, or the group around one. */
  readonly repeat: Definition | null;
  children: readonly ViewNode[] | null;
  state: NodeState | null;
  choices: readonly Choice[] | null;
}
