import type { JSX } from 'solid-js';
import type { NodeDescription } from '../../../../xforms/form/session.ts';
import { RankControl } from '../choices/rank-control.tsx';
import { SelectControl } from '../choices/select-control.tsx';
import { UploadControl } from '../media/upload-control.tsx';
import { PointControl } from '../place/point-control.tsx';
import { TraceControl } from '../place/trace-control.tsx';
import type { ControlProps } from '../question/question-part.ts';
import { BarcodeControl } from './barcode-control.tsx';
import { DateControl } from './date-control.tsx';
import { MonthControl } from './month-control.tsx';
import { NumberControl } from './number-control.tsx';
import { RangeControl } from './range-control.tsx';
import { TextControl } from './text-control.tsx';
import { DateTimeControl, TimeControl } from './time-control.tsx';
import { TriggerControl } from './trigger-control.tsx';

type Control = (props: ControlProps) => JSX.Element;

const BY_CONTROL: Readonly<Record<string, Control>> = {
  select1: SelectControl,
  select: SelectControl,
  rank: RankControl,
  range: RangeControl,
  trigger: TriggerControl,
  upload: UploadControl,
  secret: TextControl,
};

const BY_TYPE: Readonly<Record<string, Control>> = {
  int: NumberControl,
  decimal: NumberControl,
  date: DateControl,
  time: TimeControl,
  dateTime: DateTimeControl,
  geopoint: PointControl,
  geotrace: TraceControl,
  geoshape: TraceControl,
  barcode: BarcodeControl,
};

/** The control that suits a question. */
export function controlOf(description: NodeDescription): Control {
  const { control, type, appearance } = description;
  const byControl = BY_CONTROL[control ?? ''];
  if (byControl !== undefined) return byControl;
  if (type === 'date' && (appearance.includes('year') || appearance.includes('month-year'))) return MonthControl;
  return BY_TYPE[type] ?? TextControl;
}
