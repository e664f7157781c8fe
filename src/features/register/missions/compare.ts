import { type CalendarDate, daysBetween } from '../../../kernel/calendar-date.ts';
import { exactDay, type When } from '../../../kernel/when.ts';
import type { Claim, Subject } from '../claims/claim.ts';
import type { Election } from '../election/election.ts';
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
  readonly assessments: readonly Assessment[];
  /** Which way its overall assessment points; null where none is recorded. */
  readonly direction: Assessment['direction'] | null;
  /** Answers to `mission.size` and what is named below it, such as `mission.size.long-term`. */
  readonly sizes: readonly Answers[];
  /** Answers to `mission.stations` and what is named below it. */
  readonly stations: readonly Answers[];
  readonly others: readonly Answers[];
  /** How many days before election day it began; null where the day is not known. */
  readonly daysBefore: number | null;
  /** How many days it lasted, the first and the last included; null where either is not known. */
  readonly days: number | null;
}

/** All missions in the order of the file, each with what is claimed of it and what it said. */
export function compareMissions(file: MissionRecords): ComparedMission[] {
  const day = file.election[0]?.election_day ?? null;
  return file.mission.map((mission) => {
    const answers = answersAbout(file, mission);
    const assessments = file.assessment.filter((assessment) => assessment.mission === mission.key);
    return {
      mission,
      assessments,
      direction: assessments.find(({ subject }) => subject === 'overall')?.direction ?? null,
      sizes: answers.filter(({ subject }) => isBelow(subject, 'mission.size')),
      stations: answers.filter(({ subject }) => isBelow(subject, 'mission.stations')),
      others: answers.filter(({ subject }) => !isBelow(subject, 'mission.size') && !isBelow(subject, 'mission.stations')),
      daysBefore: daysFrom(mission.start, day),
      days: daysLasting(mission),
    };
  });
}

/** Assessments of the same thing that point different ways. */
export interface Contrast {
  readonly subject: Assessment['subject'];
  readonly sides: readonly {
    readonly direction: Assessment['direction'];
    readonly assessments: readonly Assessment[];
  }[];
}

const SIDES = ['positive', 'mixed', 'negative'] as const;

/** Every subject on which assessments differ in direction, in the order of the file. */
export function findContrasts(assessments: readonly Assessment[]): Contrast[] {
  const subjects = [...new Set(assessments.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const sides = SIDES.map((direction) => ({
      direction,
      assessments: assessments.filter((row) => row.subject === subject && row.direction === direction),
    })).filter((side) => side.assessments.length > 0);
    return sides.length > 1 ? [{ subject, sides }] : [];
  });
}

function answersAbout(file: MissionRecords, mission: Mission): Answers[] {
  const claims = file.claim.filter((claim) => claim.mission === mission.key);
  return file.subject.flatMap((subject) => {
    const own = claims.filter((claim) => claim.subject === subject.key);
    return own.length > 0 ? [{ subject, claims: own }] : [];
  });
}

function isBelow(subject: Subject, key: string): boolean {
  return subject.key === key || subject.key.startsWith(`${key}.`);
}

function daysFrom(start: When | null, day: CalendarDate | null): number | null {
  const first = exactDay(start);
  return first === null || day === null ? null : daysBetween(first, day);
}

function daysLasting({ start, end }: Mission): number | null {
  const [first, last] = [exactDay(start), exactDay(end)];
  return first === null || last === null ? null : daysBetween(first, last) + 1;
}
