import type { SamplingFault } from '../../../../stats/sampling/fault.ts';

/** Why there is no sample, for the person at the terminal: what was found, what is wanted. */
export function wordFault(fault: SamplingFault): string {
  switch (fault.kind) {
    case 'no units':
      return 'the frame has no units';
    case 'bad text':
      return `unit ${fault.row}, ${fault.field}: found ${JSON.stringify(fault.found)}, wanted a text`;
    case 'id twice':
      return `unit ${fault.row}: ${fault.id} is unit ${fault.firstRow} already`;
    case 'bad size':
      return `${fault.id}: size ${fault.found}, wanted a whole number from 1 on`;
    case 'missing':
      return `${fault.id} has no ${fault.field}, which this design needs`;
    case 'cluster in two strata':
      return `cluster ${fault.cluster} lies in strata ${fault.strata.join(' and ')}`;
    case 'bad number':
      return wordNumber(fault);
    case 'too many':
      return `${wordStratum(fault.stratum)}: ${fault.wanted} are to be drawn of ${fault.units}`;
    case 'too few':
      return `${fault.wanted} are to be drawn, and the strata need ${fault.least} at least`;
    case 'stratum without units':
      return `stratum ${fault.stratum} has no units`;
    case 'stratum not told':
      return `stratum ${fault.stratum}: nothing says how many are to be drawn`;
    case 'other frame':
      return `the frame is another one: its SHA-256 is ${fault.found}, and not ${fault.recorded}`;
    case 'other algorithm':
      return `it was drawn by ${fault.recorded}; this program draws by ${fault.found}`;
    default:
      return wordRare(fault);
  }
}

function wordNumber({ field, stratum, found, least, most }: Extract<SamplingFault, { kind: 'bad number' }>): string {
  const range = most === null ? `${least} or more` : `${least} to ${most}`;
  return `${stratum === null ? '' : `stratum ${stratum}, `}${field}: found ${found}, wanted a whole number, ${range}`;
}

function wordRare(fault: Exclude<SamplingFault, { kind: 'no units' }>): string {
  const { kind, ...of } = fault;
  const places = Object.entries(of).map(([name, value]) => `${name} ${String(value)}`);
  return places.length === 0 ? kind : `${kind}: ${places.join(', ')}`;
}

function wordStratum(stratum: string | null): string {
  return stratum === null ? 'the frame' : `stratum ${stratum}`;
}
