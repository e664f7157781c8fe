import type { Claim, Subject } from '../claims/claim.ts';
import type { Election } from '../election/election.ts';
import { type Presence, presenceOf } from './comparison.ts';
import type { Assessment, Mission } from './mission.ts';

/** The records that missions are compared from; a whole election file is one. */
export interface MissionRecords {
  readonly election: readonly Election[];
  readonly mission: readonly Mission[];
  readonly assessment: readonly Assessment[];
  readonly subject: readonly Subject[];
  readonly claim: readonly Claim[];
}

/** What is claimed of a mission in answer to one question. */
export interface Answers {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
}

/** A mission as it stands beside the others. */
export interface ComparedMission {
  readonly mission: Mission;
  /** Which way its overall assessment points; null where none is recorded. */
  readonly direction: Assessment['direction'] | null;
  /** Null only where the file holds no election. */
  readonly presence: Presence | null;
  /** Answers to `mission.size` and what is named below it, such as `mission.size.long-term`. */
  readonly sizes: readonly Answers[];
  /** Answers to `mission.stations` and what is named below it. */
  readonly stations: readonly Answers[];
  readonly others: readonly Answers[];
}

/** All missions in the order of the file, each with what is claimed of it and which way it points. */
export function compareMissions(file: MissionRecords): ComparedMission[] {
  const day = file.election[0]?.election_day ?? null;
  return file.mission.map((mission) => {
    const answers = answersAbout(mission, file);
    const isAbout = (key: string) => (answer: Answers) => isBelow(answer.subject, key);
    const overall = file.assessment.find((row) => row.mission === mission.key && row.subject === 'overall');
    return {
      mission,
      direction: overall?.direction ?? null,
      presence: day === null ? null : presenceOf(mission, day),
      sizes: answers.filter(isAbout('mission.size')),
      stations: answers.filter(isAbout('mission.stations')),
      others: answers.filter(
        ({ subject }) => !isBelow(subject, 'mission.size') && !isBelow(subject, 'mission.stations'),
      ),
    };
  });
}

function answersAbout(mission: Mission, file: MissionRecords): Answers[] {
  const claims = file.claim.filter((claim) => claim.mission === mission.key);
  return file.subject.flatMap((subject) => {
    const own = claims.filter((claim) => claim.subject === subject.key);
    return own.length > 0 ? [{ subject, claims: own }] : [];
  });
}

function isBelow(subject: Subject, key: string): boolean {
  return subject.key === key || subject.key.startsWith(`${key}.`);
}
