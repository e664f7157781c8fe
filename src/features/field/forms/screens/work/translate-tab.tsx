import { useNavigate } from '@solidjs/router';
import type { WrittenPlace } from '../../editing/place-faults.ts';
import { TranslationsView } from '../translations/translations-view.tsx';
import type { FormSubject } from '../view/form-subject.ts';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';

/** All texts of the form side by side in its languages. */
export function TranslateTab(props: {
  readonly frame: FormFrame;
  /** Null: only to be looked at. */
  readonly work: FormWork | null;
  readonly subject: FormSubject;
}) {
  const navigate = useNavigate();
  const go = ({ sheet, row, column }: WrittenPlace) => {
    const query = new URLSearchParams({ cell: [sheet, row, column].filter((part) => part !== null).join('.') });
    if (props.subject.number !== null) query.set('version', String(props.subject.number));
    navigate(`${props.frame.addresses.page}/edit?${query}`);
  };
  return (
    <TranslationsView
      workbook={props.subject.workbook}
      isReadonly={props.work === null}
      onChange={(next) => props.work?.change(next)}
      onGo={go}
      onTyping={props.work?.setTyping}
    />
  );
}
