import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { StepTrack, type TrackStep } from '../../../../platform/ui/charts/step-track.tsx';
import { type CandidatePath, type Station, stationsOf } from '../path.ts';

/** The way of one candidate as stations on a track; each that is recorded opens its step. */
export function CandidateTrack(props: { readonly path: CandidatePath; readonly label: string }) {
  const { t } = useMessages();
  const steps = () => stationsOf(props.path).map(trackStep);
  const trackStep = (station: Station): TrackStep => {
    if ('step' in station) {
      const { key, step, date, detail, sources } = station.step;
      return {
        id: key,
        label: t(`fields.choice.step.${step}`),
        when: date,
        tone: station.state === 'against' ? 'ended' : 'reached',
        note: [detail, sources.join(' ')].filter(Boolean).join(' · '),
        record: { kind: 'candidate-step', key },
      };
    }
    return {
      id: station.milestone,
      label: t(`candidates.milestone.${station.milestone}`),
      when: null,
      tone: station.state === 'open' ? 'open' : 'reached',
      note: t(`candidates.stop.${station.state}`),
    };
  };
  return (
    <div class="candidates-way">
      <StepTrack label={props.label} steps={steps()} />
    </div>
  );
}
