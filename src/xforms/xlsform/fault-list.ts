import type { MessageParameters } from '../../kernel/issue.ts';
import type { FormFault } from '../form/form-fault.ts';

/** Where in the workbook something is wrong. */
export interface FormPlace {
  readonly sheet?: string;
  readonly row?: number | null;
  readonly column?: string;
}

/** Faults are gathered in the order in which they are found, at most so many; more help nobody. */
const MOST_FAULTS = 500;

/** Gathers what is wrong with a workbook while it is converted. */
export class FaultList {
  private readonly found: FormFault[] = [];

  error(code: string, place: FormPlace, parameters: MessageParameters = {}): void {
    this.add('error', code, { place, parameters });
  }

  warn(code: string, place: FormPlace, parameters: MessageParameters = {}): void {
    this.add('warning', code, { place, parameters });
  }

  get errors(): readonly FormFault[] {
    return this.found.filter(({ severity }) => severity === 'error');
  }

  get warnings(): readonly FormFault[] {
    return this.found.filter(({ severity }) => severity === 'warning');
  }

  private add(
    severity: FormFault['severity'],
    code: string,
    { place, parameters }: { place: FormPlace; parameters: MessageParameters },
  ): void {
    if (this.found.length >= MOST_FAULTS) return;
    const { sheet = null, row = null, column = null } = place;
    this.found.push({ severity, code, parameters, sheet, row, column });
  }
}
