import { type Fault, fault, type MessageParameters } from '../../../kernel/issue.ts';

/** Ends the reading of an XForm with its first fault; `readXForm` turns it into its result. */
export class XFormStop extends Error {
  readonly fault: Fault;

  constructor(found: Fault) {
    super(found.code);
    this.fault = found;
  }
}

/** Refuses the XForm; `code` is a message of the catalogue area `formFaults`. */
export function refuse(code: string, parameters: MessageParameters): never {
  throw new XFormStop(fault(code, parameters));
}
